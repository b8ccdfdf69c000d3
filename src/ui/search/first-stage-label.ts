import { FIRST_STAGE_DEPTH, type SearchRequest } from '../../workers/client.ts';
import { formatCount } from '../shared/format.ts';

const NAMES: Record<SearchRequest['firstRound'], string> = { bm25: 'BM25', 'dual-encoder': 'Dual-encoder' };

export function firstStageName(firstRound: SearchRequest['firstRound']): string {
  return NAMES[firstRound];
}

/**
 * Where the first stage had an item: 'BM25 #37', or why it has no rank. `firstStageLength` is undefined
 * until the search is done.
 */
export function firstStageLabel(
  firstRound: SearchRequest['firstRound'],
  rank: number | undefined,
  firstStageLength: number | undefined,
): string {
  const name = firstStageName(firstRound);
  if (rank !== undefined) return `${name} #${formatCount(rank)}`;
  if (firstStageLength === undefined) return `not ranked by ${name}`;
  return firstStageLength < FIRST_STAGE_DEPTH
    ? `no ${name} match`
    : `${name}: beyond ${formatCount(FIRST_STAGE_DEPTH)}`;
}
