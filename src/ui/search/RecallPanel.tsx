import { SegmentedControl, Text } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import { Panel } from './Panel.tsx';
import type { LiveSearch, PanelProps } from './panel-props.ts';
import { type RecallAxis, RecallChart } from './RecallChart.tsx';
import { RecallMissing } from './RecallMissing.tsx';
import { RecallTable } from './RecallTable.tsx';
import { recallCutoffs, recallSeries } from './recall-series.ts';

export interface RecallPanelProps extends Pick<PanelProps, 'runs' | 'run' | 'shownRound' | 'exact'> {
  /** Absent for a stored search. */
  readonly live?: LiveSearch;
}

/** Top-k-Recall: how much of the exact top k the searches have found, and what it would take to know. */
export function RecallPanel({ runs, run, shownRound, exact, live }: RecallPanelProps) {
  return exact ? (
    <KnownRecall runs={runs} run={run} shownRound={shownRound} exact={exact} />
  ) : (
    <Panel title="Recall">
      {live ? (
        <RecallMissing runs={runs} live={live} />
      ) : (
        <Text size="sm" c="dimmed">
          The exact ranking of this query was not known when the search was stored, and so its recall is not.
        </Text>
      )}
    </Panel>
  );
}

type KnownRecallProps = Omit<Required<RecallPanelProps>, 'live' | 'exact'> & {
  readonly exact: NonNullable<PanelProps['exact']>;
};

/** Apart from the panel so that pointing at items, which no curve follows, draws nothing anew. */
const KnownRecall = memo(function KnownRecall({ runs, run, shownRound, exact }: KnownRecallProps) {
  const [axis, setAxis] = useState<RecallAxis>('calls');
  const series = useMemo(() => recallSeries(runs, run, exact), [runs, run, exact]);
  const hasRounds = runs.some(({ rounds }) => rounds.length > 1);
  const calls = run.rounds[shownRound - 1].scorerCalls;
  return (
    <Panel
      title="Recall"
      aside={
        hasRounds && (
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
        series={series}
        axis={hasRounds ? axis : 'calls'}
        shownCalls={calls}
        shownRound={shownRound}
        queryText={run.request.queryText}
      />
      <RecallTable
        series={series}
        cutoffs={recallCutoffs(exact.docRows.length)}
        round={shownRound}
        calls={calls}
      />
      <Text size="xs" c="dimmed" mt="xs">
        Top-k-Recall: the share of the exact top k that was found, exact being all documents scored by the
        cross-encoder. Retrieve and rerank scores its first stage from the top: its curve has every number of
        calls, and ends where the first stage does.
      </Text>
    </Panel>
  );
});
