import { formatCount, formatCountOf } from '../../shared/format.ts';
import type { Tally } from './query-rows.ts';

/** 'A loses to B on 4 queries, wins on 7, and is the same on 39.' `unjudgedCount`: queries that have no such measure. */
export function tallyText({ losses, ties, wins }: Tally, unjudgedCount: number): string {
  const text = `A loses to B on ${formatCountOf(losses, 'query', 'queries')}, wins on ${formatCount(wins)}, and is the same on ${formatCount(ties)}.`;
  if (unjudgedCount === 0) return text;
  return `${text} ${formatCountOf(unjudgedCount, 'query has', 'queries have')} no judgements.`;
}
