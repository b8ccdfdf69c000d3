import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CorpusSummary } from '../../../core/records.ts';
import { CountInput } from '../../indexing/CountInput.tsx';
import { useAsked } from '../../models/use-asked.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { ErrorAlert } from '../../shared/ErrorAlert.tsx';
import { useReaderText } from '../../shared/use-reader-text.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { countProblem, initialMakeDraft, QUERY_SOURCES, type QuerySource } from './make-queries-draft.ts';
import { madeText } from './queries-report-text.ts';

/** The same documents give the same queries. */
const SEED = 1;

interface Props {
  corpus: CorpusSummary;
  onMade: () => void;
}

/** Test queries from the documents themselves, for a corpus without any. */
export function MakeQueriesForm({ corpus, onMade }: Props) {
  const { client } = useWorkspace();
  const readerText = useReaderText();
  const making = useAsked<number>();
  const [draft, setDraft] = useState(() => initialMakeDraft(corpus.documentCount));
  const [result, setResult] = useState<string>();
  const problem = countProblem(draft, corpus.documentCount);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (problem || readerText) return;
    setResult(undefined);
    const { corpusId } = corpus;
    const count = Number(draft.count);
    const made = await making.ask((signal) =>
      client.makeTestQueries({ corpusId, source: draft.source, count, seed: SEED }, { signal }),
    );
    if (made === undefined) return;
    setResult(madeText(made, count));
    onMade();
  }

  return (
    <form onSubmit={submit} aria-label="Make test queries">
      <Stack gap="sm">
        <Text size="sm" c="dimmed" maw="44rem">
          Queries made from documents are easier than real ones: their words stand in a document. Methods that
          match words look better on them than they are, and there are no judgements.
        </Text>
        <Group align="flex-end" gap="sm">
          <NativeSelect
            label="Made from"
            data={[...QUERY_SOURCES]}
            value={draft.source}
            onChange={(event) => setDraft({ ...draft, source: event.currentTarget.value as QuerySource })}
          />
          <CountInput
            label="Number of queries"
            w={180}
            value={draft.count}
            onChange={(count) => setDraft({ ...draft, count })}
            error={problem}
          />
          <Button
            type="submit"
            variant="default"
            loading={making.asking}
            disabled={problem !== undefined}
            {...blockedProps(readerText)}
          >
            Make test queries
          </Button>
        </Group>
        {result && (
          <Text size="sm" role="status">
            {result}
          </Text>
        )}
        {making.error && <ErrorAlert title="No queries were made" error={making.error} />}
      </Stack>
    </form>
  );
}
