import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { CorpusSummary } from '../../core/records.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatBytes } from '../shared/format.ts';
import { ProgressView } from '../shared/ProgressView.tsx';
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
    case 'failed':
      return <ErrorAlert title="The check did not succeed" error={state.error} onClose={dismiss} />;
    case 'whole':
      return (
        <Alert
          color="petrol"
          variant="light"
          role="status"
          icon={<IconCircleCheck aria-hidden />}
          title="Nothing is damaged"
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={dismiss}
        >
          <Text size="sm">
            Everything stored of this corpus is as it was written: the pages of its file, the records that
            belong together, its text index, its documents by their hash, and its vectors by their checksums.
          </Text>
        </Alert>
      );
    case 'running':
      return (
        <Stack gap="xs">
          <ProgressView label="Checking the storage" progress={state.progress} />
          <Text size="sm" c="dimmed">
            All {formatBytes(corpus.bytesOnDisk)} are read, some of them more than once: minutes for a large
            corpus. Reading and searching wait for the part under way.
          </Text>
          <Group>
            <Button variant="default" size="xs" onClick={cancel} disabled={state.stopping === true}>
              {state.stopping ? 'Cancelling after this part …' : 'Cancel'}
            </Button>
          </Group>
        </Stack>
      );
  }
}
