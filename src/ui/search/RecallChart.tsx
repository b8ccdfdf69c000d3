import { Group } from '@mantine/core';
import { dot, line, type PlotOptions, ruleX } from '@observablehq/plot';
import { useCallback } from 'react';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { LegendEntry } from './LegendEntry.tsx';
import type { RecallPoint } from './recall-series.ts';

export type RecallAxis = 'calls' | 'rounds';

export interface RecallChartProps {
  readonly points: readonly RecallPoint[];
  readonly axis: RecallAxis;
  /** Where the inspector stands. */
  readonly shownCalls: number;
  readonly shownRound: number;
}

/** One small chart per k, both methods in each. */
export function RecallChart({ points, axis, shownCalls, shownRound }: RecallChartProps) {
  const draw = useCallback(
    (space: PlotSpace) => recallPlot(points, axis, axis === 'calls' ? shownCalls : shownRound, space),
    [points, axis, shownCalls, shownRound],
  );
  const hasAxn = points.some(({ method }) => method === 'axn');
  const hasRerank = points.some(({ method }) => method === 'retrieve-and-rerank');
  return (
    <>
      <PlotFigure
        height={220}
        label={`Recall against ${axis}; the numbers are in the table below`}
        draw={draw}
      />
      <Group gap="md" mt={4}>
        {hasAxn && <LegendEntry mark="axn">AXN</LegendEntry>}
        {hasRerank && (
          <LegendEntry mark="rerank">retrieve &amp; re-rank{hasAxn && ', same calls'}</LegendEntry>
        )}
      </Group>
    </>
  );
}

function recallPlot(
  points: readonly RecallPoint[],
  axis: RecallAxis,
  shown: number,
  { palette, width }: PlotSpace,
): PlotOptions {
  const x = axis === 'calls' ? 'calls' : 'round';
  const drawn = points.filter(({ round }) => axis === 'calls' || round !== undefined);
  const axn = drawn.filter(({ method }) => method === 'axn');
  const rerank = drawn.filter(({ method }) => method === 'retrieve-and-rerank');
  const place = { x, y: 'recall', fx: 'k' };
  // Between two rounds the answer is that of the round before.
  const curve = axis === 'calls' ? 'step-after' : 'linear';
  const longest = points.reduce((most, point) => Math.max(most, point[x] ?? 0), 1);
  return {
    marginLeft: 36,
    marginBottom: 36,
    marginTop: 28,
    style: { color: palette.faintInk },
    x: {
      label: axis === 'calls' ? 'cross-encoder calls →' : 'round →',
      domain: [axis === 'calls' ? 0 : 1, Math.max(longest, 2)],
      ticks: width < 460 ? 2 : 4,
      tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
    },
    y: { label: null, domain: [0, 1], ticks: 5, grid: true, insetTop: 4 },
    fx: { label: null, tickFormat: (k: number) => `Recall@${k}`, padding: 0.12 },
    marks: [
      ruleX([shown], { stroke: palette.faintInk, strokeDasharray: '2 3' }),
      line(rerank, { ...place, curve, stroke: palette.contrast, strokeWidth: 1.75 }),
      dot(
        rerank.filter(({ round }) => round !== undefined),
        { ...place, r: 2, fill: palette.contrast },
      ),
      line(axn, { ...place, curve, stroke: palette.accent, strokeWidth: 2 }),
      dot(axn, { ...place, r: 3, fill: palette.accent }),
    ],
  };
}
