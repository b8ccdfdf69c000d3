import { Text } from '@mantine/core';
import type { JobProgress } from '../../workers/client.ts';
import { formatPercent } from '../shared/format.ts';
import { progressRemaining, progressShare, STAGE_LABELS } from '../shared/progress-text.ts';

/** Why the first round of a search takes so long: the corpus is read once, and then kept. */
export function PreparingFirst({ progress }: { progress: JobProgress }) {
  const remaining = progressRemaining(progress);
  return (
    <Text size="sm" c="dimmed" className="tabular">
      The search waits until the corpus is read, once: {STAGE_LABELS[progress.stage].toLowerCase()}{' '}
      {formatPercent(progressShare(progress))}
      {remaining && `, ${remaining}`}
    </Text>
  );
}
