import { Text } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useChartPalette } from '../charts/chart-palette.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { RoundLineChart } from './RoundLineChart.tsx';
import { stoppingWords } from './stopping-words.ts';

/** How sure the model was, round by round, that the best k are complete; nothing where no stopping rule ran. */
export function ConfidencePanel({ run, shownRound }: PanelProps) {
  const hasConfidence = run.rounds.some(({ confidence }) => confidence !== undefined);
  return hasConfidence ? <Confidence run={run} shownRound={shownRound} /> : null;
}

const FROM_0_TO_1 = [0, 1] as const;

/** Apart from the panel so that pointing at items draws nothing anew. */
const Confidence = memo(function Confidence({ run, shownRound }: Pick<PanelProps, 'run' | 'shownRound'>) {
  const palette = useChartPalette();
  const { rounds, label, request, result } = run;
  const { stopping } = request.method;
  const lines = useMemo(
    () => [
      {
        label: 'confidence, by the model',
        field: 'confidence_estimate',
        mark: { color: palette.accent, symbol: 'circle', hollow: true, dashes: '5 3' } as const,
        values: rounds.map(({ confidence }) => confidence),
      },
    ],
    [rounds, palette],
  );
  const shown = rounds[shownRound - 1].confidence;
  return (
    <Panel
      title="Confidence"
      aside={
        <Text size="sm" c="dimmed" fs="italic" className="tabular">
          {shown === undefined ? '–' : `≈ ${shown.toFixed(2)}`} after round {shownRound}
        </Text>
      }
    >
      <RoundLineChart
        quantity={`Probability that the top ${stopping?.k ?? 'k'} are complete, estimated`}
        lines={lines}
        shownRound={shownRound}
        domain={FROM_0_TO_1}
        {...(stopping && { threshold: stopping.confidence })}
        {...(result && rounds.length < result.plannedRounds && { endNote: 'stopped' })}
        exported={{
          chart: 'confidence',
          title: `Estimated confidence per round, ${label}`,
          queryText: request.queryText,
        }}
      />
      <Text size="sm" mt={4}>
        {stoppingWords(run)}
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        The model’s own probability, an estimate and no measurement: right as far as the scores are linear in
        the item vectors, with normal noise. On real scores it was right less often than it says.
      </Text>
    </Panel>
  );
});
