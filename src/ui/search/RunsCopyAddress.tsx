import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { addressOfRun } from './runs-address.ts';

/** Copies the address of a kept search. */
export function RunsCopyAddress({ runId }: { runId: string }) {
  return (
    <CopyButton value={addressOfRun(runId)}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          onClick={copy}
        >
          <span aria-live="polite">{copied ? 'Copied' : 'Copy its address'}</span>
        </Button>
      )}
    </CopyButton>
  );
}
