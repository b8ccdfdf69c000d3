import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ErrorAlert } from './ErrorAlert.tsx';
import { toError } from './error.ts';

interface Props {
  title: string;
  /** What will be lost. */
  children: ReactNode;
  confirmLabel: string;
  /** The modal stays open with the message if it rejects. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something cannot be undone. Mount it to open it. */
export function ConfirmModal({ title, children, confirmLabel, onConfirm, onClose }: Props) {
  const [working, setWorking] = useState(false);
  const [error, setError] = useState<Error>();

  async function confirm() {
    setWorking(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(toError(thrown));
      setWorking(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text size="sm" component="div" className="breakable">
          {children}
        </Text>
        {error && <ErrorAlert title="That did not work" error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep
          </Button>
          <Button color="red.9" onClick={confirm} loading={working}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
