import { Button, Group, Stack, Text } from '@mantine/core';
import { ProgressView } from '../shared/ProgressView.tsx';
import { useImport } from './import-context.ts';
import type { ImportState } from './import-state.ts';

interface Props {
  run: Extract<ImportState, { status: 'errand' }>;
}

/** A file that is being fetched, or a project that is being opened. */
export function ErrandRunning({ run: { errand, progress, stopping } }: Props) {
  const { cancel } = useImport();
  const doing = errand.kind === 'fetching' ? 'Getting' : 'Opening the project';
  return (
    <Stack gap="sm">
      <Text fw={500} className="breakable">
        {doing} {errand.what}
      </Text>
      <ProgressView label={`${doing} ${errand.what}`} progress={progress} />
      <Group>
        <Button variant="default" onClick={cancel} disabled={stopping}>
          {stopping ? 'Cancelling …' : 'Cancel'}
        </Button>
        <Text size="sm" c="dimmed">
          Cancelling leaves nothing behind.
        </Text>
      </Group>
    </Stack>
  );
}
