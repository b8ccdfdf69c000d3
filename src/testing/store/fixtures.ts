import fc from 'fast-check';
import type { IndexSummary } from '../../core/index-records.ts';
import type { SourceDocument, SourceJudgement, SourceQuery } from '../../core/records.ts';
import type { Matrix } from '../../core/types.ts';
import type { Store } from '../../engine/ports.ts';

export const DOCUMENTS: readonly SourceDocument[] = [
  { id: 'd1', title: 'Cats', text: 'Cats sleep a lot.' },
  { id: 'd2', title: '', text: 'Dogs bark at cats and at dogs.' },
  { id: 'd3', title: 'Running', text: 'The runner ran; runners run.' },
];

export const QUERIES: readonly SourceQuery[] = [
  { id: 'q1', text: 'cats', split: '' },
  { id: 'q2', text: 'dogs', split: 'train' },
  { id: 'q3', text: 'nobody asks this', split: '' },
];

export const JUDGEMENTS: readonly SourceJudgement[] = [
  { queryId: 'q1', docId: 'd1', grade: 2, split: 'test' },
  { queryId: 'q1', docId: 'd3', grade: 0, split: 'test' },
  { queryId: 'q2', docId: 'd2', grade: 1, split: 'train' },
];

interface Content {
  readonly documents: readonly SourceDocument[];
  readonly queries?: readonly SourceQuery[];
  readonly judgements?: readonly SourceJudgement[];
  readonly name?: string;
}

/** Imports in one batch each. */
export async function importCorpus(
  store: Store,
  { documents, queries = [], judgements = [], name = 'Pets' }: Content,
) {
  const corpusId = await store.beginImport(name, 'pets.zip');
  await store.appendDocuments(corpusId, documents);
  await store.appendQueries(corpusId, queries);
  await store.appendJudgements(corpusId, judgements);
  return store.commitImport(corpusId);
}

export function scores(docRows: number[], values: number[]) {
  return { docRows: Uint32Array.from(docRows), scores: Float32Array.from(values) };
}

/** Every value differs, so that a misplaced block shows. */
export function countingMatrix(rows: number, cols: number): Matrix {
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, (_, index) => index) };
}

export function indexSummary(changes: Partial<IndexSummary>): IndexSummary {
  return {
    indexId: 'index',
    name: 'An index',
    createdMs: 1_700_000_000_000,
    rows: 3,
    cols: 2,
    provenance: {
      corpusHash: 'c0',
      crossEncoder: { name: 'ce', hash: 'c1' },
      dualEncoder: { name: 'de', hash: 'c2' },
      codeVersion: '0.1.0',
      seed: 1,
      space: 'dual-encoder',
      trainQueries: 'own',
      trainQueryCount: 10,
      pairs: {
        kind: 'per-query',
        documentsPerQuery: 20,
        shares: { dualEncoder: 1, bm25: 0, random: 0 },
      },
      method: { kind: 'mf-trns', solver: 'als', regularization: 0.1, epochs: 2, patience: 2 },
      trainPairCount: 180,
      heldOutPairCount: 20,
      backend: 'wasm',
      compute: 'cpu',
    },
    scoreScale: { alpha: 0.5, beta: 0.1 },
    heldOutRmseBefore: 0.3,
    heldOutRmseAfter: 0.2,
    lossPerEpoch: [0.2, 0.1],
    heldOutRmsePerEpoch: [0.3, 0.2],
    bestEpoch: 2,
    scorerCalls: 200,
    elapsedMs: 1234.5,
    ...changes,
  };
}

/** Any UTF-16 code units, unpaired surrogates among them. */
export const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((codeUnits) => String.fromCharCode(...codeUnits));

export function throughUtf8(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
