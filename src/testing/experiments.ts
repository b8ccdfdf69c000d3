/** Small experiments, made by hand. */
import { presetOf } from '../core/search-presets.ts';
import type { Ranking } from '../core/types.ts';
import type { CellResult, Experiment, ExperimentQueryResult } from '../engine/experiment-records.ts';

/** Best first; scores fall by one from the number of rows. */
export function rankingOf(...docRows: number[]): Ranking {
  return {
    docRows: Uint32Array.from(docRows),
    scores: Float32Array.from(docRows, (_, place) => docRows.length - place),
  };
}

/** One round for each of `recalls`, at k = 1 and k = 2, of five calls each. */
export function cellOf(ranking: Ranking, ...recalls: [number, number][]): CellResult {
  return {
    rounds: recalls.map((each, index) => ({ calls: 5 * (index + 1), recalls: each })),
    ranking,
    searchMs: 2,
  };
}

/** Query 1, judged, and query 2, which is not: methods A and B at a budget of 10, k = 1 and 2. */
export function makeResults(): ExperimentQueryResult[] {
  const shared = { exact: rankingOf(3, 1, 4), bm25: rankingOf(1, 3), dualEncoder: rankingOf(4) };
  return [
    {
      ...shared,
      queryId: 'q1',
      text: 'tide',
      judgements: [
        { docRow: 1, grade: 2 },
        { docRow: 4, grade: 0 },
      ],
      cells: [cellOf(rankingOf(3, 1), [0, 0.5], [1, 1]), cellOf(rankingOf(1, 4), [0, 0.5])],
    },
    {
      ...shared,
      queryId: 'q2',
      text: 'moon',
      judgements: [],
      cells: [cellOf(rankingOf(1, 3), [0, 0.5], [0, 1]), cellOf(rankingOf(3, 1), [1, 1])],
    },
  ];
}

/** A finished experiment on a corpus of six documents. */
export function makeExperiment(changes: Partial<Experiment> = {}): Experiment {
  const methods = ['A', 'B'].map((label) => ({ label, method: presetOf('paper').make('dual-encoder', 1) }));
  return {
    version: 1,
    experimentId: 'e-1',
    createdMs: 1000,
    name: 'Tides',
    corpusId: 'c-1',
    corpusName: 'Sea',
    labels: ['A', 'B'],
    budgets: [10],
    queryCount: 2,
    doneQueryCount: 2,
    request: { corpusId: 'c-1', name: 'Tides', methods, budgets: [10], ks: [1, 2], queryCount: 2, seed: 1 },
    provenance: {
      appVersion: '0.1.0',
      corpusName: 'Sea',
      corpusHash: 'corpus-hash',
      documentCount: 6,
      crossEncoder: { name: 'ce', hash: 'ce-hash' },
      dualEncoder: { name: 'de', hash: 'de-hash' },
      itemSpaces: [
        { itemSpace: 'dual-encoder', name: 'Dual-encoder', indexCalls: 0, vectorsHash: 'vectors-hash' },
      ],
      backend: 'WASM, 2 threads',
      compute: 'plain loops on the CPU',
      machine: 'Chromium 141, 2 cores',
      startedMs: 1000,
      finishedMs: 2000,
      availableQueryCount: 2,
      madeQueryCount: 0,
      msPerPair: 3,
      msPerPairBasis: 'measured on this corpus (WASM, 2 threads)',
    },
    results: makeResults(),
    importedRuns: [],
    documentIds: { docRows: Uint32Array.of(1, 3, 4), ids: ['one', 'three', 'four'] },
    ...changes,
  };
}
