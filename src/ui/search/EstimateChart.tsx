import { dot, line, type PlotOptions } from '@observablehq/plot';
import { useCallback, useMemo } from 'react';
import type { ChartMark } from '../../report/chart-marks.ts';
import type { ChartItem } from '../charts/chart-items.ts';
import { type ChartPalette, useChartPalette } from '../charts/chart-palette.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import type { EstimateGroup } from './estimate-groups.ts';
import { formatScore } from './format-score.ts';
import type { PanelProps } from './panel-props.ts';

export interface EstimateChartProps
  extends Pick<PanelProps, 'run' | 'shownRound' | 'highlighted' | 'onHover' | 'onPick'> {
  /** At least one. */
  readonly groups: readonly EstimateGroup[];
  /** By docRow, of items that any run found. */
  readonly titles: ReadonlyMap<number, string>;
}

/** A point an item: what is expected of it, and what it is. */
export function EstimateChart(props: EstimateChartProps) {
  const { groups, titles, run, shownRound, highlighted, onHover, onPick } = props;
  const palette = useChartPalette();
  const draw = useCallback((space: PlotSpace) => estimatePlot(groups, space), [groups]);
  const items = useMemo(() => toItems(groups, titles), [groups, titles]);
  const isBatch = groups[0].name === 'batch';
  const when = isBatch ? `before round ${shownRound}` : `after round ${shownRound}`;
  return (
    <PlotFigure
      height={280}
      label={`Estimates ${when} against exact scores of ${items.length} items; the errors are below`}
      draw={draw}
      legend={groups.map(({ name, label }) => ({ label, mark: markOf(name, palette) }))}
      pointing={{ items, highlighted, onHover, onPick }}
      exported={{
        chart: `estimates-round-${shownRound}`,
        title: `Estimates ${when} against exact scores, ${run.label}`,
        queryText: run.request.queryText,
        table: () => ({
          fields: ['doc_row', 'title', 'group', 'estimate', 'exact_score'],
          rows: groups.flatMap(({ name, rows }) =>
            rows.map(({ docRow, estimate, exact }) => [docRow, titles.get(docRow), name, estimate, exact]),
          ),
        }),
      }}
    />
  );
}

function markOf(name: EstimateGroup['name'], palette: ChartPalette): ChartMark {
  switch (name) {
    case 'batch':
      return { color: palette.accent, symbol: 'circle' };
    case 'head':
      return { color: palette.contrast, symbol: 'triangle' };
    case 'tail':
      return { color: palette.muted, symbol: 'circle' };
  }
}

function toItems(groups: readonly EstimateGroup[], titles: ReadonlyMap<number, string>): ChartItem[] {
  return groups.flatMap(({ rows }) =>
    rows.map(({ docRow, estimate, exact }) => ({
      docRow,
      x: estimate,
      y: exact,
      title: titles.get(docRow) ?? `Document in row ${docRow}`,
      detail: `≈ ${formatScore(estimate, 2)} estimated, exact ${formatScore(exact, 3)}`,
    })),
  );
}

function estimatePlot(groups: readonly EstimateGroup[], { palette, width }: PlotSpace): PlotOptions {
  const values = groups.flatMap(({ rows }) => rows.flatMap(({ estimate, exact }) => [estimate, exact]));
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const diagonal = [least, most].map((value) => ({ estimate: value, exact: value }));
  const place = { x: 'estimate', y: 'exact' };
  return {
    marginLeft: 44,
    marginBottom: 36,
    marginTop: 24,
    style: { color: palette.faintInk },
    x: {
      label: width < 460 ? 'estimate →' : 'estimate, cross-encoder units →',
      nice: true,
      ticks: width < 460 ? 5 : 9,
    },
    y: { label: '↑ exact score', nice: true, grid: true },
    marks: [
      line(diagonal, { ...place, stroke: palette.faintInk, strokeDasharray: '4 3' }),
      ...groups.map(({ name, rows }) => {
        const { color, symbol } = markOf(name, palette);
        const isContext = name === 'tail';
        return dot(rows, {
          ...place,
          symbol,
          r: isContext ? 1.75 : 3.5,
          fill: color,
          fillOpacity: isContext ? 0.55 : 0.9,
        });
      }),
    ],
  };
}
