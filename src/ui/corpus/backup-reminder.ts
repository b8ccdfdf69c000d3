/** What to say about work that only this browser has. */
import type { BackupStatus } from '../../workers/client.ts';
import { formatCountOf, formatDate } from '../shared/format.ts';

/** Fewer scores are made again in a minute or two. */
const SCORES_WORTH_KEEPING = 1000;

/** After "Not now". */
export const REMIND_AGAIN_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * What would be lost, in words; undefined where it is not worth a reminder. Documents alone are not: they came from
 * somewhere.
 */
export function backupReminder({ exportedMs, unsaved }: BackupStatus): string | undefined {
  const { documents, indexCount, recordCount, scoreCount, queryCount, judgementCount } = unsaved;
  if (indexCount === 0 && recordCount === 0 && scoreCount < SCORES_WORTH_KEEPING) return undefined;
  const changed = documents && exportedMs !== undefined;
  const lost = [
    ...(indexCount > 0 ? [formatCountOf(indexCount, 'index', 'indexes')] : []),
    ...(recordCount > 0
      ? [formatCountOf(recordCount, 'kept search or experiment', 'kept searches and experiments')]
      : []),
    ...(scoreCount > 0 ? [formatCountOf(scoreCount, 'cross-encoder score')] : []),
    ...(queryCount > 0 ? [formatCountOf(queryCount, 'query', 'queries')] : []),
    ...(judgementCount > 0 ? [formatCountOf(judgementCount, 'judgement')] : []),
    ...(changed ? ['changes of the documents'] : []),
  ];
  const since =
    exportedMs === undefined
      ? 'No project of this corpus has been exported here'
      : `The last project was exported on ${formatDate(exportedMs)}`;
  return `${since}. If this browser’s data is cleared, ${listed(lost)} would be lost.`;
}

/** 'a', 'a and b', 'a, b and c' */
function listed(things: readonly string[]): string {
  const last = things[things.length - 1];
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
}
