import { dot, line, type Markish, type PlotOptions, ruleX, ruleY, text } from '@observablehq/plot';
import { useCallback } from 'react';
import type { ChartMark } from '../../report/chart-marks.ts';
import type { ExportedChart } from '../charts/ChartExport.tsx';
import type { ChartPalette } from '../charts/chart-palette.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { type RoundLine, spokenLabel } from './round-lines.ts';

export interface RoundLineChartProps {
  /** What the vertical axis counts. */
  readonly quantity: string;
  /** Memoise them. */
  readonly lines: readonly RoundLine[];
  /** From 1. */
  readonly shownRound: number;
  readonly exported: Omit<ExportedChart, 'table'>;
  readonly height?: number;
  /** Of the vertical axis, where it is not from 0 to the greatest value. */
  readonly domain?: readonly [number, number];
  /** A level that the values are compared with. */
  readonly threshold?: number;
  /** Beside the last value: why there are no more. */
  readonly endNote?: string;
}

/** With more, dots touch each other. */
const DOT_LIMIT = 60;

/** One number (or a few of one unit) per round, the chosen round marked. */
export function RoundLineChart(props: RoundLineChartProps) {
  const { quantity, lines, shownRound, exported, height = 170, domain, threshold, endNote } = props;
  const draw = useCallback(
    ({ palette, width }: PlotSpace): PlotOptions => {
      const roundCount = lines[0].values.length;
      return {
        marginLeft: 44,
        marginBottom: 34,
        marginTop: 24,
        marginRight: 12,
        style: { color: palette.faintInk },
        x: {
          label: 'round →',
          domain: [0.5, roundCount + 0.5],
          ticks: Math.min(roundCount, width < 300 ? 5 : 10),
          tickFormat: (value: number) => (Number.isInteger(value) ? String(value) : ''),
        },
        y: {
          label: `↑ ${quantity}`,
          grid: true,
          ticks: 4,
          ...(domain ? { domain: [...domain] } : { zero: true, nice: true }),
        },
        marks: [
          ruleX([shownRound], { stroke: palette.ink, strokeDasharray: '2 3' }),
          ...(threshold === undefined
            ? []
            : [ruleY([threshold], { stroke: palette.faintInk, strokeDasharray: '5 4' })]),
          ...(endNote === undefined ? [] : [noteAtEnd(endNote, lines[0].values, palette)]),
          ...lines.flatMap(({ mark, values }) => marksOf(mark, values, palette.background)),
        ],
      };
    },
    [quantity, lines, shownRound, domain, threshold, endNote],
  );
  return (
    <PlotFigure
      height={height}
      label={spokenLabel(quantity, lines, shownRound)}
      draw={draw}
      legend={lines.length > 1 ? lines.map(({ label, mark }) => ({ label, mark })) : []}
      exported={{
        ...exported,
        table: () => ({
          fields: ['round', ...lines.map(({ field }) => field)],
          rows: lines[0].values.map((_, i) => [i + 1, ...lines.map(({ values }) => values[i])]),
        }),
      }}
    />
  );
}

function noteAtEnd(note: string, values: RoundLine['values'], palette: ChartPalette): Markish {
  const end = { round: values.length, value: values[values.length - 1] };
  return text([end], {
    x: 'round',
    y: 'value',
    text: () => note,
    textAnchor: 'end',
    dy: 16,
    fill: palette.ink,
    stroke: palette.background,
    strokeWidth: 3,
  });
}

function marksOf(
  { color, symbol, hollow = false, dashes = 'none' }: ChartMark,
  values: RoundLine['values'],
  background: string,
): Markish[] {
  const points = values.map((value, i) => ({ round: i + 1, value }));
  const place = { x: 'round', y: 'value' };
  const fill = hollow ? background : color;
  return [
    line(points, { ...place, stroke: color, strokeWidth: 2, strokeDasharray: dashes }),
    ...(symbol && points.length <= DOT_LIMIT
      ? [dot(points, { ...place, r: 3.5, symbol, fill, stroke: color, strokeWidth: 1.5 })]
      : []),
  ];
}
