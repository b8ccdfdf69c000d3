/** A small search that was kept: 4 items, 2 rounds, one method. */

import type { StoredDocument } from '../core/records.ts';
import type { SearchMethod } from '../core/search-method.ts';
import type { RetrievedItem, StoredRound, StoredRun } from '../engine/search-records.ts';

export const RIDGE_METHOD: SearchMethod = {
  itemSpace: 'dual-encoder',
  firstRound: 'bm25',
  schedule: { kind: 'equal', rounds: 2 },
  fit: { kind: 'ridge', mu: 0.5 },
  intercept: true,
  columns: [],
  transform: 'identity',
  batchRule: { kind: 'greedy' },
  diversity: 0,
  stopping: { k: 1, confidence: 0.75 },
  seed: 1,
};

const DOCUMENTS: readonly StoredDocument[] = [
  { docRow: 0, id: 'a', title: 'Tides', text: 'The moon raises tides.' },
  { docRow: 2, id: 'c', title: 'Zürich', text: 'A lake has hardly any.' },
  { docRow: 3, id: 'd', title: '', text: 'The sun raises tides too.' },
];

function found(position: number, exactScore: number, more: Partial<RetrievedItem>): RetrievedItem {
  return { document: DOCUMENTS[position], exactScore, pickedBy: 'first-stage', ranks: { bm25: 1 }, ...more };
}

const ROUNDS: readonly StoredRound[] = [
  {
    index: 1,
    newItems: [found(0, 2.5, {}), found(1, -1, { ranks: {} })],
    columnWeights: Float64Array.of(0.25),
    mu: 0.5,
    estimates: { docRows: Uint32Array.of(0, 2, 3), values: Float32Array.of(2, -0.5, 1.5) },
    best: { docRows: Uint32Array.of(0, 2), scores: Float32Array.of(2.5, -1) },
    confidence: 0.5,
    scorerCalls: 2,
    computedCalls: 2,
    elapsedMs: 20,
    modelMs: 15,
    stepLength: 0.5,
    priorAngle: 12,
    mapPoint: [0.5, 0.25],
    headError: 0.5,
  },
  {
    index: 2,
    newItems: [
      found(2, 3, {
        pickedBy: 'greedy',
        estimateBefore: 1.5,
        deviationBefore: 0.75,
        ranks: { dualEncoder: 2 },
        pulls: [{ docRow: 0, amount: 1.25 }],
      }),
    ],
    columnWeights: Float64Array.of(0.5),
    mu: 0.5,
    estimates: { docRows: Uint32Array.of(0, 2, 3), values: Float32Array.of(2.25, -0.75, 2.75) },
    best: { docRows: Uint32Array.of(3, 0, 2), scores: Float32Array.of(3, 2.5, -1) },
    confidence: 0.875,
    scorerCalls: 3,
    computedCalls: 3,
    elapsedMs: 30,
    modelMs: 24,
    stepLength: 0.25,
    priorAngle: 20,
    mapPoint: [0.75, 0.5],
    headError: 0.25,
  },
];

export const STORED_RUN: StoredRun = {
  version: 1,
  runId: 'run-1',
  createdMs: 1_700_000_000_000,
  corpusName: 'Seas',
  queryText: 'What raises tides?',
  labels: ['Ridge'],
  budget: 3,
  corpusHash: 'c0',
  crossEncoder: { name: 'cross', hash: 'aa' },
  dualEncoder: { name: 'dual', hash: 'bb' },
  backend: 'wasm',
  itemCount: 4,
  methods: [
    {
      request: {
        corpusId: 'corpus-1',
        queryText: 'What raises tides?',
        method: RIDGE_METHOD,
        label: 'Ridge',
        budget: 3,
      },
      itemCount: 4,
      rounds: ROUNDS,
      plannedRounds: 2,
      priorVector: Float64Array.of(0.5, -0.25),
      firstStage: { docRows: Uint32Array.of(0, 2), scores: Float32Array.of(4, 1) },
      notes: ['A note.'],
      elapsedMs: 31,
      modelMs: 24,
      itemSpaceName: 'Dual-encoder',
    },
  ],
  exactTop: { docRows: Uint32Array.of(3, 0, 2, 1), scores: Float32Array.of(3, 2.5, -1, -2) },
  documents: DOCUMENTS,
  map: {
    kind: 'pca',
    docRows: Uint32Array.of(0, 1, 2, 3),
    points: Float32Array.of(0, 0, 1, 0, 0, 1, 1, 1),
    varianceShare: [0.5, 0.25],
  },
};
