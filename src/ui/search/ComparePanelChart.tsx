import { dot, line, type Markish, type PlotOptions, ruleX } from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import { seriesMark } from '../../report/chart-marks.ts';
import { useChartPalette } from '../charts/chart-palette.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { formatCountOf } from '../shared/format.ts';
import type { ComparePoint } from './compare-rows.ts';

export interface ComparePanelChartProps {
  readonly points: readonly ComparePoint[];
  /** Of all methods, in their order: each keeps its mark whatever k is shown. */
  readonly labels: readonly string[];
  readonly k: number;
}

/** Mean recall against calls, round by round, with 95 % intervals. */
export function ComparePanelChart({ points, labels, k }: ComparePanelChartProps) {
  const palette = useChartPalette();
  const draw = useCallback((space: PlotSpace) => comparePlot(points, labels, k, space), [points, labels, k]);
  const legend = useMemo(
    () => labels.map((label, place) => ({ label, mark: seriesMark(place, palette) })),
    [labels, palette],
  );
  return (
    <PlotFigure
      height={320}
      label={`Recall@${k} against calls by method; the numbers at the end are in the table above`}
      draw={draw}
      legend={legend}
      exported={{
        chart: 'test-queries',
        title: `Recall@${k} against calls`,
        queryText: formatCountOf(points[0]?.queryCount ?? 0, 'test query', 'test queries'),
        table: () => ({
          fields: ['method', 'k', 'round', 'calls', 'recall', 'low', 'high', 'queries'],
          rows: points.map(({ label, round, calls, recall, low, high, queryCount }) => [
            label,
            k,
            round,
            calls,
            recall,
            low,
            high,
            queryCount,
          ]),
        }),
      }}
    />
  );
}

function comparePlot(
  points: readonly ComparePoint[],
  labels: readonly string[],
  k: number,
  { palette }: PlotSpace,
): PlotOptions {
  const marks = labels.flatMap((label, place): Markish[] => {
    const { color, symbol, dashes } = seriesMark(place, palette);
    const drawn = points.filter((point) => point.label === label);
    const at = { x: 'calls', y: 'recall' };
    return [
      ruleX(drawn, { x: 'calls', y1: 'low', y2: 'high', stroke: color, strokeOpacity: 0.5 }),
      line(drawn, { ...at, stroke: color, strokeWidth: 2, strokeDasharray: dashes }),
      dot(drawn, { ...at, fill: color, symbol, r: 3.5 }),
    ];
  });
  return {
    marginLeft: 40,
    marginBottom: 38,
    marginTop: 24,
    style: { color: palette.faintInk },
    x: { label: 'mean cross-encoder calls →', zero: true },
    y: { label: `↑ Recall@${k}`, domain: [0, 1], ticks: 5, grid: true },
    marks,
  };
}
