import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useCallback, useMemo, useState } from 'react';
import type { CorpusDetails, RankingRequest } from '../../../workers/client.ts';
import { CountInput } from '../../indexing/CountInput.tsx';
import { useBusyText } from '../../indexing/use-busy-text.ts';
import { blockedProps } from '../../shared/blocked-props.ts';
import { useWorkspace } from '../../shared/workspace.ts';
import { useEvaluation } from '../evaluation-context.ts';
import { PlanBox } from '../PlanBox.tsx';
import { PlanFigures } from '../PlanFigures.tsx';
import { useSettledPlan } from '../use-settled-plan.ts';
import { initialRankingDraft, rankingProblems, rankingRequestOf } from './ranking-draft.ts';
import { chosenQueriesText } from './ranking-text.ts';

interface Props {
  details: CorpusDetails;
  /** Test queries that there are. */
  availableCount: number;
}

/** Which test queries to rank exactly, and what that takes. */
export function RankingForm({ details, availableCount }: Props) {
  const { client } = useWorkspace();
  const { start } = useEvaluation();
  const busyText = useBusyText();
  const [draft, setDraft] = useState(() => initialRankingDraft(availableCount));
  const problems = rankingProblems(draft, availableCount);

  const request = useMemo(
    // Planned again when the corpus is read again: more scores may be stored then.
    () =>
      Object.keys(rankingProblems(draft, availableCount)).length === 0
        ? rankingRequestOf(draft, details.corpus.corpusId)
        : undefined,
    [draft, availableCount, details],
  );
  const plan = useSettledPlan(
    request,
    useCallback(
      (settled: RankingRequest, signal: AbortSignal) => client.planExactRankings(settled, { signal }),
      [client],
    ),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (request && !busyText) start({ kind: 'rankings', request });
  }

  return (
    <form onSubmit={submit} aria-label="Make exact rankings">
      <Stack gap="sm">
        <Group align="flex-start" gap="sm">
          <CountInput
            label="Test queries"
            description="Fewer: a sample."
            w={180}
            value={draft.queryCount}
            onChange={(queryCount) => setDraft({ ...draft, queryCount })}
            error={problems.queryCount}
          />
          <CountInput
            label="Seed"
            description="Decides the sample."
            w={180}
            min={0}
            thousandSeparator=""
            value={draft.seed}
            onChange={(seed) => setDraft({ ...draft, seed })}
            error={problems.seed}
          />
        </Group>
        <PlanBox label="Plan of the exact rankings" plan={plan}>
          {(value) => (
            <>
              <Text size="sm">For {chosenQueriesText(value, Number(draft.seed))}:</Text>
              <PlanFigures plan={value} />
            </>
          )}
        </PlanBox>
        <Group>
          <Button type="submit" variant="default" disabled={!request} {...blockedProps(busyText)}>
            Make exact rankings
          </Button>
          {busyText && (
            <Text size="sm" c="dimmed">
              {busyText}
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  );
}
