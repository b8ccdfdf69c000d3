import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { ErrorAlert } from '../shared/ErrorAlert.tsx';
import { formatCount, formatCountOf, formatEstimate } from '../shared/format.ts';
import { ProgressView } from '../shared/ProgressView.tsx';
import { Panel } from './Panel.tsx';
import { type RecallAxis, RecallChart } from './RecallChart.tsx';
import { RecallTable } from './RecallTable.tsx';
import { axnRecall, callsAfterRounds, rerankRecall } from './recall-series.ts';
import type { MethodRun } from './search-state.ts';
import type { ExactRanking } from './use-exact-ranking.ts';

export interface RecallPanelProps {
  readonly runs: readonly MethodRun[];
  /** Round of the inspected run, from 1. */
  readonly shownRound: number;
  readonly documentCount: number;
  readonly exact: ExactRanking;
  readonly searching: boolean;
}

/** Top-k-Recall: how much of the exact top k the search has found, and what it would take to know. */
export function RecallPanel({ runs, shownRound, documentCount, exact, searching }: RecallPanelProps) {
  const [axis, setAxis] = useState<RecallAxis>('calls');
  const { ranking } = exact.state;
  const [inspected] = runs;
  const firstStage = runs.find(({ result }) => result)?.result?.firstStage;

  const points = useMemo(() => {
    if (!ranking) return [];
    const axn = runs.find(({ method }) => method === 'axn');
    const rerank = runs.find(({ method }) => method === 'retrieve-and-rerank');
    const calls = callsAfterRounds(inspected.rounds);
    return [
      ...axnRecall(axn?.rounds ?? [], ranking),
      ...(firstStage ? rerankRecall(firstStage, ranking, calls, rerank?.rounds ?? []) : []),
    ];
  }, [runs, inspected.rounds, firstStage, ranking]);

  if (!ranking) {
    return (
      <Panel title="Recall">
        <MissingExactRanking runs={runs} documentCount={documentCount} exact={exact} searching={searching} />
      </Panel>
    );
  }
  return (
    <Panel
      title="Recall"
      aside={
        inspected.method === 'axn' && (
          <SegmentedControl
            size="xs"
            aria-label="Horizontal axis"
            data={[
              { value: 'calls', label: 'Calls' },
              { value: 'rounds', label: 'Rounds' },
            ]}
            value={axis}
            onChange={setAxis}
          />
        )
      }
    >
      <RecallChart
        points={points}
        axis={inspected.method === 'axn' ? axis : 'calls'}
        shownCalls={inspected.rounds[shownRound - 1].scorerCalls}
        shownRound={shownRound}
      />
      <RecallTable points={points} round={shownRound} />
      <Text size="xs" c="dimmed" mt="xs">
        Top-k-Recall: the share of the exact top k that was found, exact being all{' '}
        {formatCount(documentCount)} documents scored by the cross-encoder. The curve of retrieve &amp;
        re-rank follows its order of scoring, the first stage from the top, and ends where that ends.
      </Text>
    </Panel>
  );
}

function MissingExactRanking({
  runs,
  documentCount,
  exact,
  searching,
}: Omit<RecallPanelProps, 'shownRound'>) {
  const { status, progress, error } = exact.state;
  const found = new Set(runs.flatMap(({ rounds }) => [...(rounds.at(-1)?.best.docRows ?? [])]));
  const missingCount = documentCount - found.size;
  const remaining = estimatedMs(runs, missingCount);
  return (
    <Stack gap="sm">
      <Text size="sm">
        Recall compares what was found with the exact top k, and that takes the cross-encoder’s score of every
        document. This query has {formatCount(found.size)} of {formatCountOf(documentCount, 'document')}{' '}
        scored
        {missingCount > 0 && (
          <>
            : at most {formatCount(missingCount)} calls more
            {remaining !== undefined && (
              <>
                , <em>{formatEstimate(remaining)}</em> at the speed of this search
              </>
            )}
          </>
        )}
        . Scores that are stored are not computed again.
      </Text>
      {status === 'computing' ? (
        <>
          <ProgressView label="Computing the exact ranking" progress={progress} />
          <Group>
            <Button variant="default" size="xs" onClick={exact.cancel}>
              Cancel
            </Button>
            <Text size="xs" c="dimmed">
              Cancelling keeps the scores computed so far.
            </Text>
          </Group>
        </>
      ) : (
        <Group>
          <Button size="xs" variant="light" disabled={searching} onClick={exact.compute}>
            Compute exact ranking
          </Button>
        </Group>
      )}
      {error && <ErrorAlert title="The exact ranking could not be computed" error={error} />}
    </Stack>
  );
}

/** From the pairs the model ran for this search; undefined when it ran none. */
function estimatedMs(runs: readonly MethodRun[], missingCount: number): number | undefined {
  const last = runs.map(({ rounds }) => rounds.at(-1)).filter((round) => round !== undefined);
  const computedCalls = last.reduce((sum, round) => sum + round.computedCalls, 0);
  const elapsedMs = last.reduce((sum, round) => sum + round.modelMs, 0);
  return computedCalls > 0 ? (elapsedMs / computedCalls) * missingCount : undefined;
}
