import type { JobProgress } from '../../workers/client.ts';
import { formatBytes, formatCount, formatEstimate, formatPercent } from './format.ts';

export const STAGE_LABELS: Record<JobProgress['stage'], string> = {
  fetching: 'Downloading',
  reading: 'Reading',
  writing: 'Storing',
  embedding: 'Embedding',
  planning: 'Planning',
  scoring: 'Scoring',
  searching: 'Searching',
  factorizing: 'Factorising',
  mapping: 'Laying out',
  saving: 'Saving',
  checking: 'Checking',
};

/** 0..1; 0 for a stage whose size is not known. */
export function progressShare({ done, total }: JobProgress): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}

/** '1.2 MB of 4.5 MB'; '1.2 MB' where nobody says how many there will be, or more came than was said. */
export function progressAmount({ done, total, unit }: JobProgress): string {
  if (unit === 'bytes' && done > total) return formatBytes(done);
  if (unit === 'bytes') return `${formatBytes(done)} of ${formatBytes(total)}`;
  return `${formatCount(done)} of ${formatCount(total)} ${unit}`;
}

/** 'about 20 s left'; undefined while there is no speed to go by, and at the end. */
export function progressRemaining({ remainingMs, done, total }: JobProgress): string | undefined {
  if (remainingMs === undefined || done >= total) return undefined;
  return `${formatEstimate(remainingMs)} left`;
}

/** Spoken progress: changes at every tenth only, so that a screen reader is not flooded. */
export function spokenProgress(progress: JobProgress): string {
  const tenths = Math.floor(progressShare(progress) * 10) / 10;
  return `${STAGE_LABELS[progress.stage]}: ${formatPercent(tenths)}`;
}
