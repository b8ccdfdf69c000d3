import { Box, Group, Progress, Text, VisuallyHidden } from '@mantine/core';
import type { JobProgress } from '../../workers/client.ts';
import {
  progressAmount,
  progressRemaining,
  progressShare,
  STAGE_LABELS,
  spokenProgress,
} from './progress-text.ts';

interface Props {
  /** What is progressing, for screen readers. */
  label: string;
  /** Absent: begun, nothing reported yet. */
  progress: JobProgress | undefined;
}

/** A bar, the amount done and the estimated rest. The estimate is italic, what was counted is not. */
export function ProgressView({ label, progress }: Props) {
  const share = progress ? progressShare(progress) : 0;
  const remaining = progress && progressRemaining(progress);
  return (
    <Box>
      <Progress.Root size="md">
        <Progress.Section
          value={share * 100}
          aria-label={label}
          aria-valuetext={progress ? spokenProgress(progress) : 'Starting'}
          animated={progress === undefined}
        />
      </Progress.Root>
      <Group justify="space-between" mt={6} gap="xs" mih="1.4em">
        <Text size="sm" className="tabular">
          {progress ? `${STAGE_LABELS[progress.stage]} · ${progressAmount(progress)}` : 'Starting …'}
        </Text>
        {remaining && (
          <Text size="sm" c="dimmed" fs="italic" className="tabular">
            {remaining}
          </Text>
        )}
      </Group>
      <VisuallyHidden aria-live="polite">
        {progress && `${label}. ${spokenProgress(progress)}`}
      </VisuallyHidden>
    </Box>
  );
}
