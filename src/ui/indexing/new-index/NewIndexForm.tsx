import { Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CorpusDetails } from '../../../workers/client.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { Section } from '../../shared/Section.tsx';
import { useWorkspace } from '../../shared/workspace.ts';
import { useBuild } from '../build-context.ts';
import { PlanSummary } from '../PlanSummary.tsx';
import { useBusyText } from '../use-busy-text.ts';
import { AdvancedFields } from './AdvancedFields.tsx';
import { parametersOf, suggestName } from './draft-parameters.ts';
import { draftProblems } from './draft-problems.ts';
import type { FormProps } from './form-props.ts';
import { type IndexDraft, initialDraft } from './index-draft.ts';
import { MethodFields } from './MethodFields.tsx';
import { PairFields } from './PairFields.tsx';
import { TrainQueryFields } from './TrainQueryFields.tsx';
import { usePlan } from './use-plan.ts';

export function NewIndexForm({ details }: { details: CorpusDetails }) {
  const { client } = useWorkspace();
  const { start } = useBuild();
  const busyText = useBusyText();
  const [draft, setDraft] = useState(() => initialDraft(details));
  const edit = (change: Partial<IndexDraft>) => setDraft((old) => ({ ...old, ...change }));

  const problems = draftProblems(draft, details);
  const valid = Object.keys(problems).length === 0;
  const parameters = valid ? parametersOf(draft, details.corpus.corpusId) : undefined;
  const plan = usePlan(client, draft, details);
  const props: FormProps = { draft, problems, details, edit };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (parameters) start(parameters);
  }

  return (
    <Section
      title="New index"
      description="Train queries are scored against some documents each; the method turns these scores into one vector per document."
    >
      <form onSubmit={submit} aria-label="New index">
        <Stack gap="md">
          <MethodFields {...props} />
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="md">
            <TrainQueryFields {...props} />
            <PairFields {...props} />
          </SimpleGrid>
          <TextInput
            label="Name"
            placeholder={suggestName(draft)}
            description="What to call it in the search form."
            value={draft.name}
            onChange={(event) => edit({ name: event.currentTarget.value })}
            maw="24rem"
          />
          <AdvancedFields {...props} />
          <PlanSummary plan={plan} />
          <Group>
            <Button type="submit" disabled={!parameters} {...blockedProps(busyText)}>
              Build index
            </Button>
            {busyText && (
              <Text size="sm" c="dimmed">
                {busyText}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
