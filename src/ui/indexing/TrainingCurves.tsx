import { Group, Stack, Text } from '@mantine/core';
import { dot, lineY, type PlotOptions, ruleX, text } from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import type { ImportedMethod, IndexMethod } from '../../core/index-records.ts';
import { useChartPalette } from '../charts/chart-palette.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { formatLoss } from '../shared/format.ts';
import classes from './indexing.module.css';
import { type TrainingChart, type TrainingCurve, trainingCharts } from './training-charts.ts';

export interface TrainingCurvesProps {
  readonly method: IndexMethod | ImportedMethod;
  /** In all, so that the axis stands still while they come in. */
  readonly epochs: number;
  readonly lossPerEpoch: readonly number[];
  readonly heldOutRmsePerEpoch: readonly number[];
  /** The epoch to mark, counted from 1; 0 marks none. */
  readonly markedEpoch: number;
  /** Why it is marked: 'kept'. */
  readonly mark: string;
}

/** Training error and held-out error after each epoch; nothing before the first, and for methods without epochs. */
export function TrainingCurves({
  method,
  lossPerEpoch,
  heldOutRmsePerEpoch,
  ...marked
}: TrainingCurvesProps) {
  const charts = useMemo(
    () => trainingCharts(method, lossPerEpoch, heldOutRmsePerEpoch),
    [method, lossPerEpoch, heldOutRmsePerEpoch],
  );
  if (charts.length === 0) return null;
  return (
    <Stack gap={4}>
      {charts.map((chart) => (
        <Curves key={chart.unit} chart={chart} {...marked} />
      ))}
      <Legend charts={charts} />
    </Stack>
  );
}

interface CurvesProps extends Pick<TrainingCurvesProps, 'epochs' | 'markedEpoch' | 'mark'> {
  readonly chart: TrainingChart;
}

function Curves({ chart, epochs, markedEpoch, mark }: CurvesProps) {
  const draw = useCallback(
    (space: PlotSpace) => plotOf(chart, epochs, markedEpoch, mark, space),
    [chart, epochs, markedEpoch, mark],
  );
  const ends = chart.curves.map(
    ({ name, values }) => `${name} from ${formatLoss(values[0])} to ${formatLoss(values[values.length - 1])}`,
  );
  const finished = chart.curves[0].values.length;
  const label = `${chart.unit} per epoch: ${ends.join(', ')}, after ${finished} of ${epochs} epochs`;
  return <PlotFigure label={label} height={180} draw={draw} />;
}

function plotOf(
  { unit, curves }: TrainingChart,
  epochs: number,
  markedEpoch: number,
  mark: string,
  { palette }: PlotSpace,
): PlotOptions {
  const marked = markedEpoch > 0 ? [markedEpoch] : [];
  return {
    marginLeft: 52,
    marginBottom: 34,
    marginTop: 30,
    style: { color: palette.faintInk },
    x: { label: 'Epoch', domain: [1, Math.max(2, epochs)], ticks: Math.min(10, epochs), tickFormat: 'd' },
    y: { label: unit, zero: true, grid: true, nice: true, ticks: 4 },
    marks: [
      ruleX(marked, { stroke: palette.faintInk, strokeDasharray: '2 3' }),
      text(marked, {
        x: (epoch: number) => epoch,
        frameAnchor: 'top',
        dy: -10,
        text: () => mark,
        fill: palette.ink,
      }),
      ...curves.flatMap(({ name, values }) => {
        const points = values.map((value, i) => ({ epoch: i + 1, value }));
        const color = palette[CURVE_STYLES[name].color];
        const { dashes } = CURVE_STYLES[name];
        return [
          lineY(points, { x: 'epoch', y: 'value', stroke: color, strokeWidth: 2, strokeDasharray: dashes }),
          dot(points, { x: 'epoch', y: 'value', fill: color, r: 2.5 }),
        ];
      }),
    ],
  };
}

function Legend({ charts }: { charts: readonly TrainingChart[] }) {
  const palette = useChartPalette();
  const names = charts.flatMap(({ curves }) => curves.map(({ name }) => name));
  return (
    <Group gap="md">
      {names.map((name) => (
        <Group key={name} gap={6} wrap="nowrap">
          <svg
            className={classes.legendLine}
            style={{ color: palette[CURVE_STYLES[name].color] }}
            aria-hidden
          >
            <line x1="0" y1="4" x2="24" y2="4" strokeDasharray={CURVE_STYLES[name].dashes} />
          </svg>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
        </Group>
      ))}
    </Group>
  );
}

const CURVE_STYLES = {
  'held-out pairs': { color: 'accent', dashes: 'none' },
  'training pairs': { color: 'contrast', dashes: '5 3' },
} as const satisfies Record<TrainingCurve['name'], unknown>;
