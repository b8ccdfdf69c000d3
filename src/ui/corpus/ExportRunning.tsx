import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { ProgressView } from '../shared/ProgressView.tsx';
import type { Exporting } from './use-export.ts';

/** How far an export is, why there is none, or what the last one lacks; nothing while nothing is exported. */
export function ExportRunning({ exporting }: { exporting: Exporting }) {
  const { kind, progress, error, note, cancel, dismiss } = exporting;
  if (error) return <ErrorAlert title="Nothing was exported" error={error} onClose={dismiss} />;
  if (note) {
    return (
      <Alert
        color="yellow"
        variant="light"
        role="status"
        icon={<IconAlertTriangle aria-hidden />}
        title="The project was exported, but not all of it"
        withCloseButton
        closeButtonLabel="Dismiss"
        onClose={dismiss}
      >
        <Text size="sm">{note}</Text>
      </Alert>
    );
  }
  if (!kind) return null;
  return (
    <Stack gap="xs">
      <ProgressView label="Exporting" progress={progress} />
      <Group>
        <Button variant="default" size="xs" onClick={cancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
