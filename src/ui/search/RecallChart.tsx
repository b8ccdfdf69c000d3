import { dot, line, type Markish, type PlotOptions, ruleX } from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { type ChartMark, seriesMark } from '../../report/chart-marks.ts';
import { type ChartPalette, useChartPalette } from '../charts/chart-palette.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import type { RecallSeries } from './recall-series.ts';

export type RecallAxis = 'calls' | 'rounds';

export interface RecallChartProps {
  readonly series: readonly RecallSeries[];
  readonly axis: RecallAxis;
  /** Where the inspector stands. */
  readonly shownCalls: number;
  readonly shownRound: number;
  readonly queryText: string;
}

/** With more, dots are a second, thicker line, and slow to draw. */
const DOT_LIMIT = 600;

/** One small chart per k, all methods in each. */
export function RecallChart({ series, axis, shownCalls, shownRound, queryText }: RecallChartProps) {
  const palette = useChartPalette();
  const shown = axis === 'calls' ? shownCalls : shownRound;
  const draw = useCallback(
    (space: PlotSpace) => recallPlot(series, axis, shown, space),
    [series, axis, shown],
  );
  const legend = useMemo(
    () => series.map((each) => ({ label: each.label, mark: recallMark(each, palette) })),
    [series, palette],
  );
  return (
    <PlotFigure
      height={220}
      label={`Recall against ${axis}; the numbers are in the table below`}
      draw={draw}
      legend={legend}
      exported={{
        chart: 'recall',
        title: `Top-k-Recall against ${axis}`,
        queryText,
        table: () => ({
          fields: ['method', 'k', 'round', 'calls', 'recall'],
          rows: series.flatMap(({ label, points }) =>
            points.map(({ k, round, calls, recall }) => [label, k, round, calls, recall]),
          ),
        }),
      }}
    />
  );
}

/** What no run of the search is stays in the background. */
function recallMark({ place }: RecallSeries, palette: ChartPalette): ChartMark {
  return place === undefined ? { color: palette.faintInk, dashes: '1 3' } : seriesMark(place, palette);
}

function recallPlot(
  series: readonly RecallSeries[],
  axis: RecallAxis,
  shown: number,
  { palette, width }: PlotSpace,
): PlotOptions {
  const x = axis === 'calls' ? 'calls' : 'round';
  // Between two rounds the answer is that of the round before.
  const curve = axis === 'calls' ? 'step-after' : 'linear';
  const longest = series
    .flatMap(({ points }) => points)
    .reduce((most, point) => Math.max(most, point[x] ?? 0), 1);
  const dotCount = series.reduce((sum, each) => sum + dotsOf(each).length, 0);
  const marks = series.flatMap((each): Markish[] => {
    const { color, symbol, dashes = 'none' } = recallMark(each, palette);
    const place = { x, y: 'recall', fx: 'k' };
    const drawn = each.points.filter(({ round }) => axis === 'calls' || round !== undefined);
    return [
      line(drawn, { ...place, curve, stroke: color, strokeWidth: 2, strokeDasharray: dashes }),
      ...(symbol && dotCount <= DOT_LIMIT
        ? [dot(dotsOf(each), { ...place, r: 3, fill: color, symbol })]
        : []),
    ];
  });
  return {
    marginLeft: 36,
    marginBottom: 36,
    marginTop: 28,
    style: { color: palette.faintInk },
    x: {
      label: axis === 'calls' ? 'cross-encoder calls →' : 'round →',
      domain: [axis === 'calls' ? 0 : 1, Math.max(longest, 2)],
      ticks: width < 460 ? 2 : 4,
      // The 0 of one would touch the end of the one before.
      tickFormat: (value: number) => (Number.isInteger(value) && value > 0 ? String(value) : ''),
    },
    y: { label: null, domain: [0, 1], ticks: 5, grid: true, insetTop: 4 },
    fx: {
      label: null,
      tickFormat: (k: number) => (width < 460 ? `R@${k}` : `Recall@${k}`),
      padding: 0.12,
    },
    marks: [ruleX([shown], { stroke: palette.ink, strokeDasharray: '2 3' }), ...marks],
  };
}

function dotsOf({ place, points }: RecallSeries) {
  return place === undefined ? [] : points.filter(({ round }) => round !== undefined);
}
