import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import type { RunSummary } from '../../workers/client.ts';
import { useAsked } from '../models/use-asked.ts';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { type BrowserFile, toPickedFiles } from '../shared/picked-files.ts';
import type { RunsClient } from './runs-client.ts';

export interface RunsImportProps {
  readonly client: Pick<RunsClient, 'importRun'>;
  readonly blockedBecause: string | undefined;
  readonly onImported: () => void;
}

/** Takes in a search that was exported, here or elsewhere: dropped or picked. */
export function RunsImport({ client, blockedBecause, onImported }: RunsImportProps) {
  const reset = useRef<() => void>(null);
  const importing = useAsked<RunSummary>();

  // The same file may be picked again after a failure, so the input forgets it.
  async function take(files: readonly BrowserFile[]) {
    reset.current?.();
    const picked = toPickedFiles(files);
    if (await importing.ask((signal) => client.importRun({ files: picked }, { signal }))) onImported();
  }

  return (
    <Stack gap="xs">
      <Dropzone
        onDrop={take}
        loading={importing.asking}
        disabled={blockedBecause !== undefined}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        p="sm"
        inputProps={{ 'aria-hidden': true }}
      >
        <Group gap="sm" justify="center">
          <Text size="sm" c="dimmed">
            {blockedBecause ?? 'Drop a search that was exported (.xenn-run.json), or'}
          </Text>
          <FileButton
            accept=".json,application/json"
            onChange={(file) => file && take([file])}
            resetRef={reset}
            inputProps={{ 'aria-label': 'File of a search' }}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                leftSection={<IconFileUpload size={16} aria-hidden />}
                {...blockedProps(blockedBecause)}
              >
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
      </Dropzone>
      {importing.error && <ErrorAlert title="The search was not imported" error={importing.error} />}
    </Stack>
  );
}
