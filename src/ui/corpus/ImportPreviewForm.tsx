import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { blockedProps } from '../shared/blocked-props.ts';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatBytes } from '../shared/format.ts';
import { takeFocus } from '../shared/take-focus.ts';
import { ChunkingFields } from './ChunkingFields.tsx';
import { ColumnMappingFields } from './ColumnMappingFields.tsx';
import classes from './corpus.module.css';
import { FileLists } from './FileLists.tsx';
import { FormatField } from './FormatField.tsx';
import { useImport } from './import-context.ts';
import { bringsJudgements, canBeCut, draftProblems, hasColumns } from './import-draft.ts';
import type { OfferedImport } from './import-state.ts';
import { PassagePreview } from './PassagePreview.tsx';
import { SampleRows } from './SampleRows.tsx';
import { useCorpusBlock } from './use-corpus-block.ts';

interface Props {
  offer: OfferedImport;
  error: Error | undefined;
}

/** What the files seem to be, and the choices before anything is stored. */
export function ImportPreviewForm({ offer, error }: Props) {
  const { target, preview, draft, remembered } = offer;
  const { edit, forget, start, close } = useImport();
  const blockOf = useCorpusBlock();
  const problems = draftProblems(preview, draft);
  const ready = Object.keys(problems).length === 0;
  const isAddition = target.kind === 'addition';
  const blockedBecause = blockOf(isAddition ? target.corpus.corpusId : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready) start();
  }

  return (
    <form
      onSubmit={submit}
      aria-label={isAddition ? 'Add documents' : 'Import a corpus'}
      tabIndex={-1}
      ref={takeFocus}
      className={classes.landing}
    >
      <Stack gap="md">
        <Group gap="sm">
          <FormatField preview={preview} />
          <Text size="sm" c="dimmed">
            {formatBytes(preview.totalBytes)}
          </Text>
          {remembered && (
            <Group gap={4}>
              <Text size="sm" c="dimmed">
                Choices as at the last import of this kind
              </Text>
              <Button variant="subtle" size="compact-sm" onClick={forget}>
                Forget them
              </Button>
            </Group>
          )}
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
        {canBeCut(preview) && <ChunkingFields chunking={draft.chunking} problems={problems} />}
        {ready && draft.chunking.unit !== 'none' && <PassagePreview offer={offer} />}
        <Checkbox
          label="Leave out documents that repeat the title and text of an earlier one"
          description={
            bringsJudgements(preview)
              ? 'Off at first: a judgement can be of the one that would be left out.'
              : 'The report says how many there are, either way.'
          }
          checked={draft.leaveOutDuplicates}
          onChange={(event) => edit({ leaveOutDuplicates: event.currentTarget.checked })}
        />
        <FileLists read={preview.filesRead} ignored={preview.filesIgnored} />
        {error && (
          <ErrorAlert title={isAddition ? 'Nothing was added' : 'Nothing was imported'} error={error} />
        )}
        <Group>
          <Button type="submit" disabled={!ready} {...blockedProps(blockedBecause)}>
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
