import { SimpleGrid, Text } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useChartPalette } from '../charts/chart-palette.ts';
import { Panel } from './Panel.tsx';
import type { PanelProps } from './panel-props.ts';
import { RoundLineChart } from './RoundLineChart.tsx';
import type { RunView } from './run-view.ts';

/** How the query embedding moved: a search that has settled takes short steps. */
export function StepPanel({ run, shownRound }: PanelProps) {
  return <Steps run={run} shownRound={shownRound} />;
}

/** Apart from the panel so that pointing at items draws nothing anew. */
const Steps = memo(function Steps({ run, shownRound }: Pick<PanelProps, 'run' | 'shownRound'>) {
  const palette = useChartPalette();
  const { rounds, label, request } = run;
  const { queryText } = request;
  const mark = useMemo(
    () => ({ color: palette.accent, symbol: 'circle', dashes: 'none' }) as const,
    [palette],
  );
  const lengths = useMemo(
    () => [{ label: 'step', field: 'step_length', mark, values: rounds.map(({ stepLength }) => stepLength) }],
    [rounds, mark],
  );
  const angles = useMemo(
    () => [
      {
        label: 'angle',
        field: 'prior_angle_degrees',
        mark,
        values: rounds.map(({ priorAngle }) => priorAngle),
      },
    ],
    [rounds, mark],
  );
  const hasSteps = rounds.some(({ stepLength }) => stepLength !== undefined);
  const hasAngles = rounds.some(({ priorAngle }) => priorAngle !== undefined);
  const missing = missingWords(run, hasSteps, hasAngles);
  return (
    <Panel title="Query embedding">
      <SimpleGrid type="container" cols={{ base: 1, '460px': hasSteps && hasAngles ? 2 : 1 }} spacing="sm">
        {hasSteps && (
          <RoundLineChart
            quantity="Step length"
            lines={lengths}
            shownRound={shownRound}
            exported={{ chart: 'step-length', title: `Step length per round, ${label}`, queryText }}
          />
        )}
        {hasAngles && (
          <RoundLineChart
            quantity="Angle to the prior, degrees"
            lines={angles}
            shownRound={shownRound}
            exported={{ chart: 'prior-angle', title: `Angle to the prior per round, ${label}`, queryText }}
          />
        )}
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="xs">
        {missing ??
          'Length of the step from the embedding before, of round 1 from the prior: the item space’s own embedding of the query.'}
      </Text>
    </Panel>
  );
});

/** Undefined where nothing is missing. */
function missingWords(
  { status, result }: RunView,
  hasSteps: boolean,
  hasAngles: boolean,
): string | undefined {
  if (hasAngles) return undefined;
  const steps = hasSteps ? 'Steps are measured from round to round.' : 'One round alone makes no step.';
  if (result) {
    return `This item space has no embedding of the query, and so there is no prior to measure an angle to. ${steps}`;
  }
  return status === 'running' || status === 'waiting'
    ? `The prior is known when the search has ended. ${steps}`
    : `The search did not end, and the prior is not known. ${steps}`;
}
