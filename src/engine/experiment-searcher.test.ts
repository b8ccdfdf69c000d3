/** Searches on helper threads against those that run here. */
import { describe, expect, it, test, vi } from 'vitest';
import { XennError } from '../core/errors.ts';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest, presetMethod } from '../testing/experiment-requests.ts';
import { startLocalHelpers } from '../testing/local-helpers.ts';
import type { Engine } from './engine.ts';
import { readExperimentJson } from './experiment-json.ts';
import type { ExperimentRequest } from './experiment-records.ts';
import { openSearcher } from './experiment-searcher.ts';
import type { SearchHelper, SearchHelpers } from './search-helper.ts';

/** With 63 budgets, of 4 queries x 4 methods, there are more searches than are run without helpers; with 62, fewer. */
const requestFor = (corpusId: string, budgetCount = 63): ExperimentRequest =>
  experimentRequest(corpusId, {
    methods: (['rnr', 'paper', 'gar', 'fast'] as const).map(presetMethod),
    budgets: Array.from({ length: budgetCount }, (_, i) => i + 10),
  });

/** All that was found, budget by budget up to the 62nd, without the times. */
async function readFound(engine: Engine, experimentId: string) {
  const { blob } = await engine.exportExperiment({ experimentId, format: 'json' });
  const { results, budgets } = readExperimentJson(await blob.text(), 'the export');
  return results.map(({ cells, ...result }) => ({
    ...result,
    cells: cells.filter((_, cell) => cell % budgets.length < 62).map(({ searchMs, ...cell }) => cell),
  }));
}

interface Ending {
  /** Queries. */
  readonly stopsAfter?: number;
  /** From 1. */
  readonly failsAt?: number;
}

/** A helper that is gone when it is asked for its query `failsAt`, where that is given. */
function failingAt(failsAt?: number): SearchHelper {
  const [helper] = startLocalHelpers().helpers;
  let asked = 0;
  return {
    ...helper,
    async search(query) {
      asked += 1;
      if (asked === failsAt) throw new XennError('WorkerError', 'gone');
      return helper.search(query);
    },
  };
}

describe('an experiment with many searches', () => {
  it('finds on helper threads what it finds without them', async () => {
    const startHelpers = vi.fn(startLocalHelpers);
    const { engine, corpusId } = await openEngine({}, { startHelpers });
    const { experimentId } = await engine.runExperiment({ request: requestFor(corpusId) });
    expect(startHelpers).toHaveBeenCalledOnce();
    const few = await engine.runExperiment({ request: requestFor(corpusId, 62) });
    expect(startHelpers).toHaveBeenCalledOnce();
    const found = await readFound(engine, experimentId);
    expect(found.map(({ cells }) => cells.length)).toEqual([4 * 62, 4 * 62, 4 * 62, 4 * 62]);
    expect(found).toEqual(await readFound(engine, few.experimentId));
  });

  it('has its results in the order of the queries, whichever is finished first', async () => {
    const [first, second] = startLocalHelpers().helpers;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = {
      ...first,
      search: async (query: Parameters<typeof first.search>[0]) => {
        await held;
        return first.search(query);
      },
    };
    let searched = 0;
    const quick = {
      ...second,
      search: async (query: Parameters<typeof second.search>[0]) => {
        const result = await second.search(query);
        searched += 1;
        if (searched === 2) release();
        return result;
      },
    };
    const startHelpers = (): SearchHelpers => ({ helpers: [slow, quick], close: () => undefined });
    const { engine, corpusId } = await openEngine({}, { startHelpers });
    const done: number[] = [];
    const { experimentId } = await engine.runExperiment(
      { request: requestFor(corpusId) },
      { onProgress: (progress) => progress.stage === 'searching' && done.push(progress.done) },
    );
    expect(done).toEqual([0, 1, 2, 3, 4]);
    const measures = await engine.readQueryMeasures({ experimentId, measure: 'mrr' });
    const { queries } = await engine.readCorpusDetails({ corpusId });
    expect(measures.map(({ queryId }) => queryId)).toEqual(
      queries.filter(({ split }) => split === 'test').map(({ id }) => id),
    );
  });

  it.each([
    ['finished', {}, undefined],
    ['stopped', { stopsAfter: 2 }, 'CancelledError'],
    ['failed', { failsAt: 1 }, 'WorkerError'],
  ])('ends its threads when it is %s', async (_, { stopsAfter, failsAt }: Ending, name) => {
    const close = vi.fn();
    const stop = new AbortController();
    const startHelpers = (): SearchHelpers => ({ helpers: [failingAt(failsAt)], close });
    const { engine, corpusId } = await openEngine({}, { startHelpers });
    const run = engine.runExperiment(
      { request: requestFor(corpusId) },
      {
        cancel: stop.signal,
        onProgress({ stage, done }) {
          expect(close).not.toHaveBeenCalled();
          if (stage === 'searching' && done === stopsAfter) {
            stop.abort(new XennError('CancelledError', 'Cancelled.'));
          }
        },
      },
    );
    if (name) await expect(run).rejects.toMatchObject({ name });
    else await run;
    expect(close).toHaveBeenCalledOnce();
  });

  it('keeps what was found before a thread failed, and goes on from there', async () => {
    const failing = (): SearchHelpers => ({ helpers: [failingAt(3)], close: () => undefined });
    const startHelpers = vi.fn(startLocalHelpers).mockImplementationOnce(failing);
    const { engine, corpusId } = await openEngine({}, { startHelpers });
    const request = requestFor(corpusId);
    await expect(engine.runExperiment({ request })).rejects.toThrow(new XennError('WorkerError', 'gone'));
    const [stopped] = await engine.listExperiments({});
    expect(stopped).toMatchObject({ queryCount: 4, doneQueryCount: 2 });
    const { experimentId } = await engine.resumeExperiment(stopped);
    const whole = await engine.runExperiment({ request });
    expect(await readFound(engine, experimentId)).toEqual(await readFound(engine, whole.experimentId));
  });

  it('does not wait for a thread when it is cancelled', async () => {
    const stop = new AbortController();
    const hanging = (): SearchHelpers => {
      const [first] = startLocalHelpers().helpers;
      const search = () => {
        stop.abort(new XennError('CancelledError', 'Cancelled.'));
        return new Promise<never>(() => undefined);
      };
      return { helpers: [{ ...first, search }], close: () => undefined };
    };
    const { engine, corpusId } = await openEngine({}, { startHelpers: hanging });
    await expect(
      engine.runExperiment({ request: requestFor(corpusId) }, { cancel: stop.signal }),
    ).rejects.toMatchObject({ name: 'CancelledError' });
  });
});

/** One space of so many bytes, and as many searches as are run with helpers. */
function gridOf(bytes: number): Parameters<typeof openSearcher>[0] {
  const itemSpace = {
    itemVectors: { rows: 1, cols: bytes / 4, data: { byteLength: bytes } as Float32Array },
    scoreScale: 'first-batch' as const,
    isDualEncoder: true,
    priorOf: async () => undefined,
  };
  const openGraph = async () => ({ neighbourCount: 0, rows: new Uint32Array() }) as never;
  return {
    request: requestFor('c-1'),
    queries: ['1', '2', '3', '4'].map((queryId) => ({ queryId, text: `tide ${queryId}` })),
    places: new Map([['dual-encoder', { itemSpace, openGraph }]]),
  };
}

test.each([
  [2 ** 27, 2],
  [2 ** 27 + 4, 1],
])('vectors of %i bytes are copied to as many threads as there is memory for', async (bytes, count) => {
  const { helpers, close } = startLocalHelpers();
  const open = helpers.map(() => vi.fn(async () => 'cpu' as const));
  const startHelpers = () => ({ helpers: helpers.map((helper, i) => ({ ...helper, open: open[i] })), close });
  const { lanes, computeName } = await openSearcher(gridOf(bytes), startHelpers);
  expect(open.filter(({ mock }) => mock.calls.length === 1)).toHaveLength(count);
  expect(lanes).toHaveLength(2 * count);
  expect(computeName).toBe('cpu');
});

test('vectors that are too large for one copy are searched here', async () => {
  const startHelpers = vi.fn(startLocalHelpers);
  const { lanes, computeName } = await openSearcher(gridOf(2 ** 28 + 4), startHelpers);
  expect(startHelpers).not.toHaveBeenCalled();
  expect(lanes).toHaveLength(1);
  expect(computeName).toBeUndefined();
});
