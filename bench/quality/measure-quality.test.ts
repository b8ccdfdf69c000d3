import { beforeAll, expect, test, vi } from 'vitest';
import { openEngine } from '../../src/testing/engine-on-fakes.ts';
import { measureQuality, type QualityPlace } from './measure-quality.ts';
import { ANCHORS, FACTORISED, METHODS } from './methods.ts';
import { neededParameters } from './needed-indexes.ts';

const QUERIES = 3;
const named = (...names: string[]) => METHODS.filter(({ name }) => names.includes(name));

beforeAll(() => void vi.stubGlobal('__XENN_VERSION__', '0.1.0'));

async function openPlace(changes: Partial<QualityPlace> = {}): Promise<QualityPlace> {
  const { engine, corpusId } = await openEngine();
  return {
    ...{ engine, corpusId },
    trainQueries: 'own',
    queryCount: QUERIES,
    knownOnly: false,
    say: () => undefined,
    ...changes,
  };
}

test('one comparison a budget, every index built once', async () => {
  const place = await openPlace();
  const build = vi.spyOn(place.engine, 'buildIndex');
  const { reports, leftOut } = await measureQuality(named('best', 'anncur', 'adacur'), [10, 20], place);
  expect(leftOut).toEqual([]);
  expect(build).toHaveBeenCalledTimes(1);
  expect([...reports.keys()]).toEqual([10, 20]);
  for (const [budget, { methods, queryTexts }] of reports) {
    expect(methods.map(({ label }) => label)).toEqual(['best', 'anncur', 'adacur']);
    expect(queryTexts).toHaveLength(QUERIES);
    expect(methods.map(({ points }) => points.at(-1)?.calls)).toEqual([budget, budget, budget]);
  }
});

test('what is not known is not computed: methods without their index are named', async () => {
  const place = await openPlace({ knownOnly: true });
  const { scorerCalls } = await place.engine.planIndex(neededParameters(ANCHORS, place.corpusId, 'own'));
  const { reports, leftOut } = await measureQuality(named('rnr', 'adacur'), [10], place);
  expect(leftOut).toEqual([`adacur: ${scorerCalls} of its index's ${scorerCalls} scores are not known`]);
  expect(reports.get(10)?.methods.map(({ label }) => label)).toEqual(['rnr']);
});

test('nothing is compared where no method is left', async () => {
  const place = await openPlace({ knownOnly: true });
  expect((await measureQuality(named('anncur'), [10], place)).reports.size).toBe(0);
});

test('the indexes are the largest of bench:index', () => {
  expect(neededParameters(ANCHORS, 'c', 'own')).toMatchObject({
    trainQueryCount: 50,
    pairs: { kind: 'all' },
    method: { kind: 'anchors' },
  });
  expect(neededParameters(FACTORISED, 'c', 'sentences')).toMatchObject({
    trainQueries: 'sentences',
    trainQueryCount: 400,
    space: 'hybrid',
    pairs: { kind: 'per-query', documentsPerQuery: 50 },
  });
});
