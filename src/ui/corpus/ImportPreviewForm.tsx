import { Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatBytes } from '../shared/format.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { ColumnMappingFields } from './ColumnMappingFields.tsx';
import { FileLists } from './FileLists.tsx';
import { useImport } from './import-context.ts';
import { draftProblems, hasColumns, type OfferedImport } from './import-state.ts';
import { SampleRows } from './SampleRows.tsx';

const FORMAT_LABELS = {
  beir: 'BEIR',
  jsonl: 'JSON lines',
  csv: 'CSV',
  tsv: 'TSV',
  text: 'Plain text, one document per line',
} as const;

interface Props {
  offer: OfferedImport;
  error: Error | undefined;
}

/** What the files seem to be, and the choices before anything is stored. */
export function ImportPreviewForm({ offer: { target, preview, draft }, error }: Props) {
  const { edit, start, close } = useImport();
  const readerText = useReaderText();
  const problems = draftProblems(preview, draft);
  const ready = Object.keys(problems).length === 0;
  const isAddition = target.kind === 'addition';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready) start();
  }

  return (
    <form onSubmit={submit} aria-label={isAddition ? 'Add documents' : 'Import a corpus'}>
      <Stack gap="md">
        <Group gap="xs">
          <Badge variant="light" size="lg" tt="none">
            {FORMAT_LABELS[preview.format]}
          </Badge>
          <Text size="sm" c="dimmed">
            {formatBytes(preview.totalBytes)}
          </Text>
        </Group>
        {!isAddition && (
          <TextInput
            label="Name"
            value={draft.name}
            onChange={(event) => edit({ name: event.currentTarget.value })}
            error={problems.name}
            maw="24rem"
          />
        )}
        {hasColumns(preview) && <ColumnMappingFields preview={preview} draft={draft} problems={problems} />}
        {preview.sampleRows.length > 0 && <SampleRows preview={preview} draft={draft} />}
        <FileLists read={preview.filesRead} ignored={preview.filesIgnored} />
        {error && (
          <ErrorAlert title={isAddition ? 'Nothing was added' : 'Nothing was imported'} error={error} />
        )}
        <Group>
          <Button type="submit" disabled={!ready} {...blockedProps(readerText)}>
            {isAddition ? 'Add' : 'Import'}
          </Button>
          <Button variant="default" onClick={close}>
            Choose other files
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
