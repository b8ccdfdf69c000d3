import { FIRST_STAGE_DEPTH, type RetrievedItem } from '../../workers/client.ts';
import { formatCount } from '../shared/format.ts';

type Ranks = RetrievedItem['ranks'];

const RETRIEVERS: readonly (readonly [keyof Ranks, string])[] = [
  ['bm25', 'BM25'],
  ['dualEncoder', 'dual-encoder'],
  ['itemSpace', 'item vectors'],
];

/** Where an item stands before any score: 'BM25 #37, dual-encoder –'. A '–' is beyond `RANKS_NOTE`'s depth, or no match. */
export function ranksLabel(ranks: Ranks): string {
  return RETRIEVERS.flatMap(([retriever, name]) => {
    const rank = ranks[retriever];
    if (rank !== undefined) return [`${name} #${formatCount(rank)}`];
    // Many item spaces have no embedding of a new query, and then no ranking of their own.
    return retriever === 'itemSpace' ? [] : [`${name} –`];
  }).join(', ');
}

/** What a '–' in `ranksLabel` means. */
export const RANKS_NOTE = `Ranks before any score. –: not among the first ${formatCount(FIRST_STAGE_DEPTH)}.`;
