import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { RunsPanel, type RunsPanelProps } from './RunsPanel.tsx';

/** The kept searches behind a button, where another search is shown. */
export function RunsButton(props: Omit<RunsPanelProps, 'onOpen'>) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconHistory size={14} aria-hidden />}
        aria-haspopup="dialog"
        onClick={open}
      >
        Kept searches
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        size="lg"
        title="Kept searches"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <RunsPanel {...props} onOpen={close} />
      </Modal>
    </>
  );
}
