import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useCallback } from 'react';
import type { IndexParameters } from '../../../workers/client.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { useLoaded } from '../../shared/use-loaded.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { useBuild } from '../build-context.ts';
import { PlanSummary } from '../PlanSummary.tsx';
import { useBusyText } from '../use-busy-text.ts';

interface Props {
  parameters: IndexParameters;
  /** Why. */
  stale: string;
  onClose: () => void;
}

/** Says what topping up costs before it begins. Mount it to open it. */
export function TopUpModal({ parameters, stale, onClose }: Props) {
  const { client } = useWorkspace();
  const { start } = useBuild();
  const busyText = useBusyText();
  const plan = useLoaded(
    useCallback((signal: AbortSignal) => client.planIndex(parameters, { signal }), [client, parameters]),
  );

  function build() {
    start(parameters);
    onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Top up “${parameters.name}”?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text size="sm">
          {stale} The index is built again from the corpus as it is now, with the same settings; only pairs
          without a score are scored. It stays as it is until the new one is stored.
        </Text>
        <PlanSummary plan={plan} />
        {busyText && (
          <Text size="sm" c="dimmed">
            {busyText}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep as it is
          </Button>
          <Button onClick={build} disabled={!plan.value} {...blockedProps(busyText)}>
            Top up
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
