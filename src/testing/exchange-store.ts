import type { IndexSummary } from '../core/index-records.ts';
import type { CorpusSummary, SourceDocument } from '../core/records.ts';
import type { KnownScores, Store } from '../engine/ports.ts';

type ExchangeStore = Pick<
  Store,
  | 'readCorpus'
  | 'readDocuments'
  | 'readDocumentPage'
  | 'listIndexes'
  | 'listIndexTensors'
  | 'readIndexTensor'
  | 'writeIndex'
  | 'listScoredQueries'
  | 'readScores'
  | 'writeScores'
>;

/** What exporting and importing need of a store, in plain maps: a test sees at once whether anything was written. */
export interface PlainStore extends ExchangeStore {
  readonly corpus: CorpusSummary;
  readonly indexes: Map<string, { summary: IndexSummary; tensors: Parameters<Store['writeIndex']>[2] }>;
  /** By query text; of one cross-encoder. */
  readonly scores: Map<string, Map<number, number>>;
}

/** One corpus of these documents. */
export function createPlainStore(
  documents: readonly SourceDocument[],
  changes: Partial<CorpusSummary> = {},
): PlainStore {
  const corpus: CorpusSummary = {
    corpusId: 'c',
    name: 'Pets',
    sourceName: 'pets.zip',
    createdMs: 1_700_000_000_000,
    documentCount: documents.length,
    queryCount: 2,
    judgementCount: 0,
    hash: 'corpus-hash',
    bytesOnDisk: 0,
    ...changes,
  };
  const stored = documents.map((document, docRow) => ({ ...document, docRow }));
  const indexes: PlainStore['indexes'] = new Map();
  const scores: PlainStore['scores'] = new Map();
  return {
    corpus,
    indexes,
    scores,
    readCorpus: async () => corpus,
    readDocuments: async (_, docRows) => Array.from(docRows, (docRow) => stored[docRow]),
    readDocumentPage: async (_, start, count) => stored.slice(start, start + count),
    listIndexes: async () => Array.from(indexes.values(), ({ summary }) => summary),
    listIndexTensors: async (_, indexId) => Object.keys(indexes.get(indexId)?.tensors ?? {}),
    readIndexTensor: async (_, indexId, name) => indexes.get(indexId)?.tensors[name],
    async writeIndex(_, summary, tensors) {
      indexes.set(summary.indexId, { summary, tensors });
    },
    listScoredQueries: async () => [...scores.keys()],
    async readScores(_, __, query): Promise<KnownScores> {
      const known = [...(scores.get(query) ?? [])].sort(([left], [right]) => left - right);
      return {
        docRows: Uint32Array.from(known, ([docRow]) => docRow),
        scores: Float32Array.from(known, ([, score]) => score),
      };
    },
    async writeScores(_, __, query, { docRows, scores: values }) {
      const known = scores.get(query) ?? new Map<number, number>();
      docRows.forEach((docRow, index) => void (known.has(docRow) || known.set(docRow, values[index])));
      scores.set(query, known);
    },
  };
}

/** A summary of an index of `rows` x `cols`. */
export function indexSummaryOf(
  rows: number,
  cols: number,
  changes: Partial<IndexSummary> = {},
): IndexSummary {
  return {
    indexId: 'index',
    name: 'My index: first/try',
    createdMs: 1_700_000_000_000,
    rows,
    cols,
    provenance: {
      corpusHash: 'corpus-hash',
      crossEncoder: { name: 'ce', hash: 'c1' },
      dualEncoder: { name: 'de', hash: 'c2' },
      codeVersion: '0.1.0',
      seed: 1,
      space: 'hybrid',
      hybridWeight: 0.5,
      trainQueries: 'own',
      trainQueryCount: 10,
      pairs: {
        kind: 'per-query',
        documentsPerQuery: 20,
        shares: { dualEncoder: 0.5, bm25: 0.5, random: 0 },
      },
      method: { kind: 'mf-trns', solver: 'als', regularization: 0.1, epochs: 10, patience: 2 },
      trainPairCount: 180,
      heldOutPairCount: 20,
      backend: 'wasm',
      compute: 'cpu',
    },
    scoreScale: { alpha: 0.5, beta: 0.1 },
    heldOutRmseBefore: 0.3,
    heldOutRmseAfter: 0.2,
    lossPerEpoch: [0.2, 0.1],
    heldOutRmsePerEpoch: [0.25, 0.2],
    bestEpoch: 2,
    scorerCalls: 200,
    elapsedMs: 1234.5,
    ...changes,
  };
}
