import type { ImportedTrecRun } from '../../../workers/client.ts';
import { formatCountOf } from '../../shared/format.ts';

/** What of a run was left out; undefined where all was taken. */
export function leftOutText({
  unknownQueryLines,
  unknownDocumentLines,
}: Pick<ImportedTrecRun, 'unknownQueryLines' | 'unknownDocumentLines'>): string | undefined {
  const parts = [
    unknownQueryLines > 0 &&
      `${formatCountOf(unknownQueryLines, 'line')} of queries that the experiment has not`,
    unknownDocumentLines > 0 &&
      `${formatCountOf(unknownDocumentLines, 'line')} of documents that the corpus has not`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : `left out: ${parts.join(' and ')}`;
}
