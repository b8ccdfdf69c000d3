import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useRef } from 'react';
import type { ModelKind } from '../../core/records.ts';
import type { ModelOffer, PickedFile } from '../../workers/client.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { type BrowserFile, sourceNameOf, toPickedFiles } from '../shared/picked-files.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { useAsked } from './use-asked.ts';

interface Props {
  kind: ModelKind;
  onOffer: (offer: ModelOffer | undefined, files: readonly PickedFile[]) => void;
}

/** A folder laid out as a repository is; its files are copied into this browser. */
export function FolderForm({ kind, onOffer }: Props) {
  const { client } = useWorkspace();
  const reading = useAsked<ModelOffer>();
  const reset = useRef<() => void>(null);

  function take(picked: readonly BrowserFile[]) {
    reset.current?.();
    const files = toPickedFiles(picked);
    onOffer(undefined, files);
    const request = { kind, folderName: sourceNameOf(files), files };
    void reading
      .ask((signal) => client.openModelFolder(request, { signal }))
      .then((offer) => onOffer(offer, files));
  }

  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        A folder as a hub's repository has it: config.json, tokenizer.json, tokenizer_config.json and a graph,
        at the top or in onnx/. Its files are copied into this browser.
      </Text>
      <Group>
        <FileButton
          multiple
          onChange={take}
          resetRef={reset}
          ref={allowFolders}
          inputProps={{ 'aria-label': 'Model folder' }}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={reading.asking}
              leftSection={<IconFolderOpen size={16} aria-hidden />}
            >
              Choose a folder
            </Button>
          )}
        </FileButton>
      </Group>
      {reading.error && <ErrorAlert title="There is no model in this folder" error={reading.error} />}
    </Stack>
  );
}

/** The attribute is not among React's. */
function allowFolders(input: HTMLInputElement | null) {
  input?.setAttribute('webkitdirectory', '');
}
