/** A kept search in a line. */
import type { RunSummary } from '../../workers/client.ts';
import { formatCount, formatDate } from '../shared/format.ts';

/** 'Seas · Paper, Best · B 100 · 14 Nov 2023, 22:13'; `timeZone` only for tests. */
export function runLine({ corpusName, labels, budget, createdMs }: RunSummary, timeZone?: string): string {
  return [corpusName, labels.join(', '), `B ${formatCount(budget)}`, formatDate(createdMs, timeZone)].join(
    ' · ',
  );
}

/** The newest first; of the same time, as they came. */
export function newestFirst(runs: readonly RunSummary[]): RunSummary[] {
  return [...runs].sort((a, b) => b.createdMs - a.createdMs);
}
