import { Alert, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { isDamaged } from '../../core/errors.ts';
import type { CorpusSummary } from '../../core/records.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatBytes } from '../shared/format.ts';
import { CancellableJob } from './CancellableJob.tsx';
import type { Check } from './use-check.ts';

interface Props {
  corpus: CorpusSummary;
  check: Check;
}

/** How far the check of a corpus is, and what it found; nothing before it is begun. */
export function CheckRunning({ corpus, check: { state, cancel, dismiss } }: Props) {
  switch (state.status) {
    case 'idle':
      return null;
    case 'running':
      return (
        <CancellableJob
          label="Checking the storage"
          progress={state.progress}
          stopping={state.stopping}
          cancel={cancel}
        >
          <Text size="sm" c="dimmed">
            All {formatBytes(corpus.bytesOnDisk)} are read, some of them more than once: minutes for a large
            corpus. Reading, searching and cancelling wait for the part under way.
          </Text>
        </CancellableJob>
      );
    case 'failed':
      return (
        <ErrorAlert
          title={isDamaged(state.error) ? 'This corpus is damaged' : 'The check did not succeed'}
          error={state.error}
          onClose={dismiss}
        />
      );
    case 'done':
      return (
        <Alert
          color="petrol"
          variant="light"
          role="status"
          icon={<IconCircleCheck aria-hidden />}
          title="No damage was found"
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={dismiss}
        >
          <Text size="sm">
            Checked were the pages of its file, the records that belong together, its text index, its
            documents by their hash, and its vectors by their checksums. Queries, judgements and scores carry
            no checksum.
          </Text>
        </Alert>
      );
  }
}
