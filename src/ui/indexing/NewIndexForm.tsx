import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CorpusDetails } from '../../workers/client.ts';
import { Section } from '../shared/Section.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { AdvancedFields } from './AdvancedFields.tsx';
import { useBuild } from './build-context.ts';
import { draftProblems, type IndexDraft, initialDraft, parametersOf, suggestName } from './index-draft.ts';
import { PlanSummary } from './PlanSummary.tsx';
import { TrainingFields } from './TrainingFields.tsx';
import { usePlan } from './use-plan.ts';

export function NewIndexForm({ details }: { details: CorpusDetails }) {
  const { client } = useWorkspace();
  const { state, start } = useBuild();
  const [draft, setDraft] = useState(() => initialDraft(details));
  const edit = (change: Partial<IndexDraft>) => setDraft((old) => ({ ...old, ...change }));

  const problems = draftProblems(draft, details);
  const valid = Object.keys(problems).length === 0;
  const parameters = valid ? parametersOf(draft, details.corpus.corpusId) : undefined;
  const plan = usePlan(client, draft, details);
  const isBusy = state.status === 'running';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (parameters && !isBusy) start(parameters);
  }

  return (
    <Section
      title="New index"
      description="Train queries are scored against some documents each; a matrix factorisation turns these scores into one vector per document."
    >
      <form onSubmit={submit} aria-label="New index">
        <Stack gap="md">
          <TrainingFields draft={draft} problems={problems} details={details} edit={edit} />
          <TextInput
            label="Name"
            placeholder={suggestName(draft)}
            description="What to call it in the search form."
            value={draft.name}
            onChange={(event) => edit({ name: event.currentTarget.value })}
            maw="24rem"
          />
          <AdvancedFields draft={draft} problems={problems} edit={edit} />
          <PlanSummary plan={plan} />
          <Group>
            <Button type="submit" disabled={!parameters || isBusy}>
              Build index
            </Button>
            {isBusy && (
              <Text size="sm" c="dimmed">
                A build is running: one at a time.
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
