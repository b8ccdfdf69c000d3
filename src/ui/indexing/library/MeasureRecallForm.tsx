import { Button, Group, Stack, Text } from '@mantine/core';
import type { FormEvent } from 'react';
import { type CorpusDetails, START_SPACES } from '../../../workers/client.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { formatCount } from '../../shared/format.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { isSearchable } from '../index-models.ts';
import { useBusyText } from '../use-busy-text.ts';
import { RecallFields } from './RecallFields.tsx';
import { type RecallDraft, recallProblems, recallSettingsOf } from './recall-draft.ts';
import type { RecallRequest } from './run-recall.ts';

interface Props {
  details: CorpusDetails;
  draft: RecallDraft;
  edit: (change: Partial<RecallDraft>) => void;
  onStart: (request: RecallRequest) => void;
}

/** How recall is to be measured, and what that costs at most. */
export function MeasureRecallForm({ details, draft, edit, onStart }: Props) {
  const { encoderStatus } = useWorkspace();
  const busyText = useBusyText();
  const { corpus, indexes, queries } = details;
  if (queries.length === 0) {
    return (
      <Text size="sm">
        Recall is measured over test queries, and this corpus came without queries. Import it again with a
        queries.jsonl.
      </Text>
    );
  }
  const problems = recallProblems(draft, details);
  const valid = Object.keys(problems).length === 0;
  const settings = recallSettingsOf(draft);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!valid) return;
    const searchable = indexes.filter((index) =>
      isSearchable(index, encoderStatus.value, corpus.documentCount),
    );
    const itemSpaces = [...START_SPACES, ...searchable.map(({ indexId }) => indexId)];
    onStart({ corpusId: corpus.corpusId, itemSpaces, settings });
  }

  return (
    <form onSubmit={submit} aria-label="Measure recall">
      <Stack gap="sm">
        <Text size="sm" c="dimmed" maw="44rem">
          The share of the k truly best documents that an adaptive search finds, over test queries: those
          marked test, else dev, else unmarked ones. What is truly best needs an exact ranking, so each query
          is scored against the whole corpus, once for all item spaces; the scores are kept.
        </Text>
        <RecallFields draft={draft} problems={problems} edit={edit} />
        <Group>
          <Button type="submit" size="xs" disabled={!valid} {...blockedProps(busyText)}>
            Measure all
          </Button>
          {busyText && (
            <Text size="sm" c="dimmed">
              {busyText}
            </Text>
          )}
          {valid && (
            <Text size="sm" className="tabular">
              At most {formatCount(settings.queryCount * corpus.documentCount)} cross-encoder calls (
              {formatCount(settings.queryCount)} queries × {formatCount(corpus.documentCount)} documents);
              those stored already are not run again.
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
