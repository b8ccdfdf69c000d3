import type { ExperimentReport } from '../../../workers/client.ts';
import { formatCountOf } from '../../shared/format.ts';

/** What of a run was left out, and which queries it lacks; undefined where it fits the experiment wholly. */
export function runNotes({
  unknownQueryLines,
  unknownDocumentLines,
  missingQueryCount,
}: Omit<ExperimentReport['importedRuns'][number], 'name'>): string | undefined {
  const leftOut = [
    unknownQueryLines > 0 &&
      `${formatCountOf(unknownQueryLines, 'line')} of queries that the experiment has not`,
    unknownDocumentLines > 0 &&
      `${formatCountOf(unknownDocumentLines, 'line')} of documents that the corpus has not`,
  ].filter((part) => part !== false);
  const notes = [
    leftOut.length > 0 && `left out: ${leftOut.join(' and ')}`,
    missingQueryCount > 0 &&
      `nothing for ${formatCountOf(missingQueryCount, 'query', 'queries')}, counted as nothing found`,
  ].filter((note) => note !== false);
  return notes.length === 0 ? undefined : notes.join('; ');
}
