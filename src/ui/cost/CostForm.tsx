import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { CorpusDetails, CostReport } from '../../workers/client.ts';
import { RecallFields } from '../indexing/library/RecallFields.tsx';
import { useWorkspace } from '../shared/workspace.ts';
import { CostIndexFields } from './CostIndexFields.tsx';
import { CostPlanSummary } from './CostPlanSummary.tsx';
import { useCost } from './cost-context.ts';
import { type CostDraft, draftOfRequest, initialCostDraft } from './cost-draft.ts';
import { continues, costProblems, requestOf } from './cost-request.ts';
import { useCostPlan } from './use-cost-plan.ts';

interface Props {
  details: CorpusDetails;
  /** What is stored now: the form starts with its settings. */
  report: CostReport | undefined;
  onClose: () => void;
}

/** What to measure, and what that takes. */
export function CostForm({ details, report, onClose }: Props) {
  const { client } = useWorkspace();
  const { start } = useCost();
  const [draft, setDraft] = useState(() =>
    report ? draftOfRequest(report.request) : initialCostDraft(details),
  );
  const edit = (change: Partial<CostDraft>) => setDraft((old) => ({ ...old, ...change }));
  const problems = costProblems(draft, details);
  const valid = Object.keys(problems).length === 0;
  const request = valid ? requestOf(draft, details.corpus.corpusId) : undefined;
  const resumes = request !== undefined && continues(request, report);
  const plan = useCostPlan(client, draft, details);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!request) return;
    start(details.corpus, request, resumes && report ? report.points : []);
    onClose();
  }

  return (
    <form onSubmit={submit} aria-label="Measure the cost of indexing">
      <Stack gap="md">
        <CostIndexFields draft={draft} problems={problems} details={details} edit={edit} />
        <RecallFields draft={draft} problems={problems} edit={edit} />
        <CostPlanSummary plan={plan} />
        <Group>
          <Button type="submit" disabled={!valid}>
            {resumes ? 'Resume' : 'Measure'}
          </Button>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          {report && !resumes && (
            <Text size="sm" c="dimmed">
              The points shown now give way to the new ones; scores are kept.
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
