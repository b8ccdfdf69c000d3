import { Button, Group, Stack } from '@mantine/core';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { ProgressView } from '../shared/ProgressView.tsx';
import type { Exporting } from './use-export.ts';

/** How far an export is, or why there is none; nothing while nothing is exported. */
export function ExportRunning({ exporting }: { exporting: Exporting }) {
  const { kind, progress, error, cancel, dismiss } = exporting;
  if (error) return <ErrorAlert title="Nothing was exported" error={error} onClose={dismiss} />;
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
