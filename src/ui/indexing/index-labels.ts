/** What the parts of an index are called on screen. */
import type { ImportedMethod, IndexMethod, PairChoice, TrainQuerySource } from '../../core/index-records.ts';
import { formatCount } from '../shared/format.ts';

/** 'MF, transductive (ALS)' */
export function methodLabel(method: IndexMethod | ImportedMethod): string {
  switch (method.kind) {
    case 'mf-trns':
      return `MF, transductive (${method.solver === 'als' ? 'ALS' : 'AdamW'})`;
    case 'mf-ind':
      return 'MF, inductive (MLP)';
    case 'de-dstl':
      return 'Distilled dual-encoder';
    case 'anchors':
      return 'Anchor scores (ADACUR)';
    case 'imported':
      return 'Imported vectors';
  }
}

export const TRAIN_QUERY_LABELS: Readonly<Record<TrainQuerySource, string>> = {
  own: 'the corpus’s own',
  history: 'typed searches',
  titles: 'titles of documents',
  sentences: 'sentences of documents',
  'key-phrases': 'key phrases of documents',
};

const SOURCES = [
  ['dualEncoder', 'dual-encoder'],
  ['bm25', 'BM25'],
  ['random', 'random'],
] as const;

/** '50 documents per query: 60 % dual-encoder, 40 % random' */
export function pairsLabel(pairs: PairChoice): string {
  switch (pairs.kind) {
    case 'all':
      return 'every query with every document';
    case 'per-document':
      return `${formatCount(pairs.queriesPerDocument)} queries per document, random`;
    case 'per-query': {
      const used = SOURCES.filter(([source]) => pairs.shares[source] > 0);
      const shares = used.map(([source, name]) => `${Math.round(pairs.shares[source] * 100)} % ${name}`);
      const sources = used.length === 1 ? used[0][1] : shares.join(', ');
      return `${formatCount(pairs.documentsPerQuery)} documents per query: ${sources}`;
    }
  }
}
