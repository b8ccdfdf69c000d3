import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useMemo, useState } from 'react';
import type { CorpusDetails, ExperimentRequest } from '../../../workers/client.ts';
import { usesOtherModels } from '../../indexing/index-models.ts';
import { useBusyText } from '../../indexing/use-busy-text.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { Section } from '../../shared/Section.tsx';
import { useWorkspace } from '../../shared/workspace.ts';
import { useEvaluation } from '../evaluation-context.ts';
import { PlanBox } from '../PlanBox.tsx';
import { useSettledPlan } from '../use-settled-plan.ts';
import { ExperimentPlanView } from './ExperimentPlanView.tsx';
import {
  type ExperimentDraft,
  type ExperimentSubject,
  initialExperimentDraft,
  suggestedName,
} from './experiment-draft.ts';
import { experimentRequestOf, methodsOf } from './experiment-methods.ts';
import { experimentProblems } from './experiment-problems.ts';
import type { ExperimentFormProps } from './form-props.ts';
import { GridFields } from './GridFields.tsx';
import { MethodFields } from './MethodFields.tsx';
import { offeredSpaces } from './offered-spaces.ts';

interface Props {
  details: CorpusDetails;
  /** Test queries that there are. */
  availableCount: number;
}

/** What to compare, and what that takes. Give it a key per corpus. */
export function ExperimentForm({ details, availableCount }: Props) {
  const { client } = useWorkspace();
  const { start } = useEvaluation();
  const busyText = useBusyText();
  const subject = useSubject(details, availableCount);
  const [draft, setDraft] = useState(() => initialExperimentDraft(subject));
  const problems = experimentProblems(draft, subject);
  const hasMethods = !problems.presets && !problems.itemSpaces && !problems.rounds && !problems.lambdas;
  const labels = hasMethods ? methodsOf(draft, subject).map(({ label }) => label) : [];

  const request = useMemo(
    () =>
      Object.keys(experimentProblems(draft, subject)).length === 0
        ? experimentRequestOf(draft, subject)
        : undefined,
    [draft, subject],
  );
  const plan = useSettledPlan(
    request,
    useCallback(
      (settled: ExperimentRequest, signal: AbortSignal) => client.planExperiment(settled, { signal }),
      [client],
    ),
  );
  const edit = (change: Partial<ExperimentDraft>) => setDraft((old) => ({ ...old, ...change }));
  const props: ExperimentFormProps = { draft, problems, subject, edit };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (request && !busyText) start({ kind: 'experiment', request });
  }

  return (
    <Section
      title="New experiment"
      description="Methods × budgets over the test queries: recall of the exact ranking and, where there are judgements, what people think of the answers."
    >
      <form onSubmit={submit} aria-label="New experiment">
        <Stack gap="md">
          <MethodFields {...props} />
          <GridFields {...props} labels={labels} />
          <TextInput
            label="Name"
            placeholder={suggestedName(draft)}
            value={draft.name}
            onChange={(event) => edit({ name: event.currentTarget.value })}
            maw="24rem"
          />
          <PlanBox label="Plan of the experiment" plan={plan}>
            {(value) => <ExperimentPlanView plan={value} seed={Number(draft.seed)} />}
          </PlanBox>
          <Group>
            <Button type="submit" disabled={!request} {...blockedProps(busyText)}>
              Run experiment
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

/** Another one whenever the corpus is read again: more scores may be stored then, so that it is planned again. */
function useSubject(details: CorpusDetails, availableCount: number): ExperimentSubject {
  const { encoderStatus } = useWorkspace();
  const status = encoderStatus.value;
  return useMemo(
    () => ({
      corpusId: details.corpus.corpusId,
      documentCount: details.corpus.documentCount,
      availableCount,
      itemSpaces: offeredSpaces(details.indexes.filter((index) => !usesOtherModels(index, status))),
    }),
    [details, availableCount, status],
  );
}
