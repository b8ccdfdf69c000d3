import { expect, test } from 'vitest';
import type { StoredDocument } from '../core/records.ts';
import { createMemoryRunStore } from '../testing/memory-run-store.ts';
import { STORED_RUN } from '../testing/stored-runs.ts';
import { readRun } from './import-run.ts';
import { type KeepRunParts, keepRun } from './keep-run.ts';
import type { SearchResult } from './search-records.ts';

const [METHOD] = STORED_RUN.methods;
const VECTORS = [Float64Array.of(0.5, 0.25), Float64Array.of(0.5, 1)];

/** The stored run as the search that it was: estimates of all items, query embeddings. */
const RESULT: SearchResult = {
  ...METHOD,
  searchedWith: { corpusHash: 'c0', crossEncoderHash: 'aa', dualEncoderHash: 'bb' },
  rounds: METHOD.rounds.map(
    ({ estimates, stepLength, priorAngle, mapPoint, headError, tailError, ...round }, i) => ({
      ...round,
      queryVector: VECTORS[i],
      estimates: Float32Array.of(estimates.values[0], -3, estimates.values[1], estimates.values[2]),
    }),
  ),
};

const TEXTS: readonly StoredDocument[] = [
  ...STORED_RUN.documents,
  { docRow: 1, id: 'b', title: 'Never found', text: 'Wind.' },
];

function parts(
  changes: Partial<KeepRunParts> = {},
): KeepRunParts & { runs: ReturnType<typeof createMemoryRunStore> } {
  return {
    store: {
      readCorpus: async (corpusId) => ({
        corpusId,
        name: 'Seas',
        sourceName: 'seas.zip',
        createdMs: 0,
        documentCount: 4,
        queryCount: 0,
        judgementCount: 0,
        hash: 'c0',
        bytesOnDisk: 0,
      }),
      readDocuments: async (_, docRows) =>
        Array.from(docRows, (row) => TEXTS.find(({ docRow }) => docRow === row) as StoredDocument),
    },
    encoders: {
      crossEncoder: { identity: { name: 'cross', hash: 'aa', parts: 3 } },
      dualEncoder: { identity: { name: 'dual', hash: 'bb' } },
      report: () => ({ backend: 'wasm' }),
    } as unknown as KeepRunParts['encoders'],
    corpusId: 'corpus-1',
    results: [RESULT],
    itemSpaceNames: ['Dual-encoder'],
    exact: STORED_RUN.exactTop,
    map: {
      kind: 'pca',
      points: STORED_RUN.map.points,
      varianceShare: [0.5, 0.25],
      place: (vector) => [vector[0], vector[1]],
    },
    ...changes,
    runs: createMemoryRunStore(),
  };
}

test('what is kept draws the search again', async () => {
  const given = parts();
  const summary = await keepRun(given);
  expect(await given.runs.listRuns()).toEqual([summary]);
  expect(summary).toMatchObject({ corpusName: 'Seas', queryText: 'What raises tides?', labels: ['Ridge'] });

  const kept = await readRun(given.runs, summary.runId);
  expect(kept).toMatchObject({
    crossEncoder: STORED_RUN.crossEncoder,
    exactTop: STORED_RUN.exactTop,
    map: STORED_RUN.map,
  });
  // The exact top's documents are there too, found or not.
  expect(kept.documents.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  const [first, second] = kept.methods[0].rounds;
  expect(first.newItems).toEqual(METHOD.rounds[0].newItems);
  expect(first.estimates).toEqual({
    docRows: Uint32Array.of(0, 1, 2, 3),
    values: Float32Array.of(2, -3, -0.5, 1.5),
  });
  // From the prior (.5, -.25) to (.5, .25), and on to (.5, 1).
  expect([first.stepLength, second.stepLength]).toEqual([0.5, 0.75]);
  expect(first.priorAngle).toBeCloseTo(2 * 26.565, 2);
  expect([first.mapPoint, second.mapPoint]).toEqual([
    [0.5, 0.25],
    [0.5, 1],
  ]);
  // Errors 1.5, .5, .5 and 1 of all four items.
  expect(first.headError).toBeCloseTo(Math.sqrt((1.5 ** 2 + 0.5 ** 2 + 0.5 ** 2 + 1) / 4), 12);
  expect(first.tailError).toBeUndefined();
});

test('without an exact ranking and without a prior, what hangs on them is absent', async () => {
  const given = parts({
    exact: undefined,
    results: [{ ...RESULT, priorVector: new Float64Array(2) }],
  });
  const kept = await readRun(given.runs, (await keepRun(given)).runId);
  expect(kept.exactTop).toBeUndefined();
  expect(kept.documents.map(({ id }) => id)).toEqual(['a', 'c', 'd']);
  const [first, second] = kept.methods[0].rounds;
  expect([first.stepLength, first.priorAngle, first.headError]).toEqual([undefined, undefined, undefined]);
  expect(second.stepLength).toBe(0.75);
});

test('of a second method in another space, the map shows no path', async () => {
  const { method } = RESULT.request;
  const request = { ...RESULT.request, label: 'Other', method: { ...method, itemSpace: 'lsa' } };
  const given = parts({
    results: [RESULT, { ...RESULT, request }],
    itemSpaceNames: ['Dual-encoder', 'Lexical (LSA)'],
  });
  const kept = await readRun(given.runs, (await keepRun(given)).runId);
  expect(kept.labels).toEqual(['Ridge', 'Other']);
  expect(kept.methods[1].rounds[0].mapPoint).toBeUndefined();
});

test('of a large corpus the map keeps what was found and 20,000 others', async () => {
  const itemCount = 50_000;
  const points = new Float32Array(2 * itemCount).fill(1);
  points.set([7, 8], 2 * 49_999);
  const given = parts({
    exact: undefined,
    results: [
      {
        ...RESULT,
        itemCount,
        rounds: RESULT.rounds.map((round) => ({ ...round, estimates: new Float32Array(itemCount) })),
      },
    ],
    map: { kind: 'umap', points, varianceShare: [], place: () => undefined },
  });
  const { map } = await readRun(given.runs, (await keepRun(given)).runId);
  expect([0, 2, 3].every((row) => map.docRows.includes(row))).toBe(true);
  expect(map.docRows.length).toBeGreaterThanOrEqual(20_000);
  expect(map.docRows.length).toBeLessThanOrEqual(20_003);
  expect(map.kind).toBe('umap');
});

test('what could not be read again is not stored', async () => {
  const rounds = RESULT.rounds.map((round) => ({ ...round, elapsedMs: Number.NaN }));
  const given = parts({ results: [{ ...RESULT, rounds }] });
  await expect(keepRun(given)).rejects.toThrow(
    'This search: expected a search that xenn exported (format xenn-run, version 1), found at ' +
      'methods.0.rounds.0.elapsedMs “Invalid type: Expected number but received null”. Export it again there, or ' +
      'choose another file.',
  );
  expect(await given.runs.listRuns()).toEqual([]);
});
