import type { ScoreImportReport } from '../../../workers/client.ts';
import { formatCount, formatCountOf } from '../../shared/format.ts';

/** What an import of scores changed, in a sentence. */
export function scoreImportText({ queryCount, pairCount, newPairCount }: ScoreImportReport): string {
  const read = `Read ${formatCountOf(pairCount, 'score')} of ${formatCountOf(queryCount, 'query', 'queries')}`;
  const oldCount = pairCount - newPairCount;
  if (oldCount === 0) return `${read}: all of them are new.`;
  if (newPairCount === 0) return `${read}: none is new; what was stored stays as it was.`;
  return `${read}: ${formatCount(newPairCount)} new, ${formatCount(oldCount)} were stored already and stay as they were.`;
}
