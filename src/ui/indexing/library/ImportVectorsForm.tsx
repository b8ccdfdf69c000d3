import { Button, FileInput, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { IndexSummary } from '../../../core/index-records.ts';
import { useAsked } from '../../models/use-asked.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { toPickedFiles } from '../../shared/picked-files.ts';
import { useReaderText } from '../../shared/use-reader-text.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import classes from '../indexing.module.css';

interface Props {
  corpusId: string;
  onImported: () => void;
}

/** Item vectors made elsewhere, as an index. */
export function ImportVectorsForm({ corpusId, onImported }: Props) {
  const { client, details } = useWorkspace();
  const [name, setName] = useState('Imported vectors');
  const [picked, setPicked] = useState<File[]>([]);
  const importing = useAsked<IndexSummary>();
  const readerText = useReaderText();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const request = { corpusId, name: name.trim(), files: toPickedFiles(picked) };
    const index = await importing.ask((signal) => client.importVectors(request, { signal }));
    if (!index) return;
    details.reload();
    onImported();
  }

  return (
    <form className={classes.panel} onSubmit={submit} aria-label="Import vectors">
      <Stack gap="sm" maw="40rem">
        <FileInput
          label="Files of vectors"
          description="A .npy or .safetensors file with a row for each document, in the corpus’s order. A second file, with “queries” in its name, may hold a row for each of the corpus’s queries."
          placeholder="Choose one or two files"
          accept=".npy,.safetensors"
          multiple
          clearable
          clearButtonProps={{ 'aria-label': 'Forget the chosen files' }}
          value={picked}
          onChange={setPicked}
        />
        <TextInput
          label="Name of the vectors"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maw="24rem"
        />
        <Text size="sm" c="dimmed">
          A search fits its query embedding to the scores of each round. Queries that came with vectors start
          from those; for all others the first rounds are by least squares alone.
        </Text>
        {importing.error && <ErrorAlert title="The vectors were not imported" error={importing.error} />}
        <Group>
          <Button
            type="submit"
            size="xs"
            loading={importing.asking}
            disabled={picked.length === 0 || name.trim() === ''}
            {...blockedProps(readerText)}
          >
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
