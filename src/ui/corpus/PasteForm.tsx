import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { blockedProps } from '../shared/blocked-props.ts';
import { useReaderText } from '../shared/use-reader-text.ts';
import { useImport } from './import-context.ts';
import type { ImportTarget } from './import-state.ts';
import { type PastedKind, pastedFile, pastedKind } from './pasted-file.ts';

const KIND_LABELS: Readonly<Record<PastedKind, string>> = {
  jsonl: 'Seems to be JSON lines: one object a document.',
  csv: 'Seems to be CSV with a header.',
  tsv: 'Seems to be TSV with a header.',
  txt: 'Seems to be plain text: a line can be a document, or all of it one that is cut into passages.',
};

interface Props {
  target: ImportTarget;
  loading: boolean;
}

/** Documents that a person pastes or types. */
export function PasteForm({ target, loading }: Props) {
  const { look } = useImport();
  const readerText = useReaderText();
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isEmpty) look([pastedFile(text)], target);
  }

  return (
    <form onSubmit={submit} aria-label="Paste documents">
      <Stack gap="xs">
        <Textarea
          label="Documents"
          description="Lines of text, JSON lines, or a table with a header that names a text column."
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={5}
          maxRows={14}
          spellCheck={false}
        />
        <Text size="sm" c="dimmed" mih="1.5em" aria-live="polite">
          {!isEmpty && KIND_LABELS[pastedKind(text)]}
        </Text>
        <Group>
          <Button type="submit" disabled={isEmpty} loading={loading} {...blockedProps(readerText)}>
            Look at it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
