import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileUpload, IconFolderOpen, IconUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import { blockedProps } from '../shared/blocked-props.ts';
import type { BrowserFile } from '../shared/picked-files.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import classes from './corpus.module.css';

interface Props {
  title: string;
  /** Of the file inputs, for screen readers: 'Corpus' files and folder. */
  filesName: string;
  /** Whether a project may be dropped, too. */
  withProjects: boolean;
  loading: boolean;
  onFiles: (files: readonly BrowserFile[]) => void;
}

/** Files or a folder, dropped or picked. The buttons are the way in by keyboard. */
export function DropZone({ title, filesName, withProjects, loading, onFiles }: Props) {
  const resetFiles = useRef<() => void>(null);
  const resetFolder = useRef<() => void>(null);
  const readerText = useReaderText();

  // The same file may be picked again after a failure, so the inputs forget it.
  function take(files: readonly BrowserFile[]) {
    resetFiles.current?.();
    resetFolder.current?.();
    onFiles(files);
  }

  return (
    <Dropzone
      onDrop={take}
      loading={loading}
      disabled={readerText !== undefined}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      className={classes.dropZone}
      inputProps={{ 'aria-hidden': true }}
    >
      <Stack align="center" gap="xs">
        <IconUpload size={28} stroke={1.5} aria-hidden />
        <Text fw={500} ta="center">
          {readerText ?? title}
        </Text>
        <Group gap="xs" justify="center">
          <FileButton
            multiple
            onChange={take}
            resetRef={resetFiles}
            inputProps={{ 'aria-label': `${filesName} files` }}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                leftSection={<IconFileUpload size={16} aria-hidden />}
                {...blockedProps(readerText)}
              >
                Choose files
              </Button>
            )}
          </FileButton>
          <FileButton
            multiple
            onChange={take}
            resetRef={resetFolder}
            ref={allowFolders}
            inputProps={{ 'aria-label': `${filesName} folder` }}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                leftSection={<IconFolderOpen size={16} aria-hidden />}
                {...blockedProps(readerText)}
              >
                Choose a folder
              </Button>
            )}
          </FileButton>
        </Group>
        <Text size="xs" c="dimmed" ta="center" maw="34rem">
          JSON lines, CSV, TSV or Parquet (also .gz); a BEIR folder or zip; plain text with one document per
          line; or text, Markdown, HTML and PDF files, one document each
          {withProjects ? '; or a project that was exported here (.xenn).' : '.'}
        </Text>
      </Stack>
    </Dropzone>
  );
}

/** The attribute is not among React's. */
function allowFolders(input: HTMLInputElement | null) {
  input?.setAttribute('webkitdirectory', '');
}
