/** What of an experiment's parts does not belong together; the rest of that is told by experiment-json.test.ts. */
import { expect, it, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import type { Ranking } from '../core/types.ts';
import { openEngine } from '../testing/engine-on-fakes.ts';
import { experimentRequest, presetMethod } from '../testing/experiment-requests.ts';
import { makeExperiment, rankingOf } from '../testing/experiments.ts';
import { createFakeEncoders } from '../testing/fake-encoders.ts';
import { readExperimentJson, writeExperimentJson } from './experiment-json.ts';
import { rowsIn } from './experiment-problems.ts';
import { RANKING_DEPTH } from './experiment-records.ts';

/** 102 documents; those from `tiedFrom` on have a score of 0. */
function longRanking(tiedFrom: number): Ranking {
  const { docRows, scores } = rankingOf(...Array.from({ length: RANKING_DEPTH + 2 }, (_, docRow) => docRow));
  return { docRows, scores: scores.fill(0, tiedFrom) };
}

function experimentWith(rankings: { exact?: Ranking; bm25?: Ranking }) {
  const { results, provenance, ...experiment } = makeExperiment();
  const changed = results.map((result) => ({ ...result, ...rankings }));
  const docRows = rowsIn({ results: changed, importedRuns: [] });
  return makeExperiment({
    ...experiment,
    provenance: { ...provenance, documentCount: RANKING_DEPTH + 2 },
    results: changed,
    documentIds: { docRows, ids: Array.from(docRows, String) },
  });
}

const read = (experiment: ReturnType<typeof makeExperiment>) =>
  readExperimentJson(writeExperimentJson(experiment), 'e.json');
const refused = (found: string) =>
  new XennError(
    'ImportError',
    `e.json: expected an experiment that xenn exported (format xenn-experiment, version 1), found ${found}. Export it ` +
      'again there, or choose another file.',
  );

it.each([RANKING_DEPTH - 1, 3])('an exact ranking keeps all that tie with place %i', (tiedFrom) => {
  const experiment = experimentWith({ exact: longRanking(tiedFrom) });
  expect(read(experiment)).toEqual(experiment);
});

it.each([
  [
    { exact: longRanking(RANKING_DEPTH) },
    'an exact ranking longer than it is kept, with more than ties at its end (query “q1”)',
  ],
  [{ bm25: longRanking(0) }, 'a ranking longer than rankings are kept (query “q1”)'],
])('a ranking has nothing else beyond the depth: %#', (rankings, found) => {
  expect(() => read(experimentWith(rankings))).toThrow(refused(found));
});

test('runs are imported beside a finished experiment alone', () => {
  const importedRuns = [
    { name: 'other', rankings: [rankingOf(1), rankingOf()], unknownQueryLines: 0, unknownDocumentLines: 0 },
  ];
  const request = { ...makeExperiment().request, queryCount: 3 };
  expect(() => read(makeExperiment({ request, queryCount: 3, importedRuns }))).toThrow(
    refused('imported runs beside 2 of 3 queries that are done'),
  );
});

test('an experiment is read again where a cross-encoder gives most documents the same score', async () => {
  const encoders = createFakeEncoders();
  const { crossEncoder } = encoders;
  const raised = (scores: Float32Array) => scores.map((score) => Math.max(0, score));
  const loadEncoders = async () => ({
    ...encoders,
    crossEncoder: {
      ...crossEncoder,
      score: async (...[query, passages, options]: Parameters<typeof crossEncoder.score>) =>
        raised(
          await crossEncoder.score(query, passages, {
            ...options,
            onBatch: (batch) => options?.onBatch?.({ ...batch, scores: raised(batch.scores) }),
          }),
        ),
    },
  });
  const { engine, corpusId } = await openEngine({}, { loadEncoders });
  const request = experimentRequest(corpusId, { methods: [presetMethod('paper')] });
  const { experimentId } = await engine.runExperiment({ request });
  const { statistics } = await engine.readExperiment({ experimentId });
  expect(statistics.queryCount).toBe(4);
  // All 120 documents: place 100 ties with those below.
  const { blob } = await engine.exportExperiment({ experimentId, format: 'json' });
  const [{ exact }] = readExperimentJson(await blob.text(), 'e.json').results;
  expect(exact.docRows).toHaveLength(120);
  expect(new Set(exact.scores).size).toBeGreaterThan(1);
});
