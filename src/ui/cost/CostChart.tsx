import { dot, line, type Markish, type PlotOptions, ruleX, ruleY, text } from '@observablehq/plot';
import { useCallback } from 'react';
import type { CostMethod, CostPoint } from '../../workers/client.ts';
import { PlotFigure, type PlotSpace } from '../charts/PlotFigure.tsx';
import { CostLegend } from './CostLegend.tsx';
import { COST_METHODS } from './cost-labels.ts';
import { COST_MARKS } from './cost-marks.ts';
import { callsDomain, recallDomain } from './cost-scales.ts';

interface Props {
  /** Measured ones only; at least one of an index. */
  points: readonly CostPoint[];
  /** Of Top-k-Recall. */
  k: number;
}

/** Recall with its interval against the calls an index takes; what needs no index is a line across. */
export function CostChart({ points, k }: Props) {
  const draw = useCallback((space: PlotSpace) => costPlot(points, k, space), [points, k]);
  const methods = COST_METHODS.filter((method) => points.some((point) => point.method === method));
  return (
    <div>
      <PlotFigure
        height={300}
        label={`Recall@${k} against cross-encoder calls for the index; the numbers are in the table below`}
        draw={draw}
      />
      <CostLegend methods={methods} />
    </div>
  );
}

function costPlot(points: readonly CostPoint[], k: number, { palette, width }: PlotSpace): PlotOptions {
  const start = points.filter(({ method }) => method === 'none');
  const marksOf = (method: CostMethod): Markish[] => {
    const { color, symbol, dx } = COST_MARKS[method];
    const measured = points.filter((point) => point.method === method);
    const place = { x: 'indexCalls', dx };
    return [
      line(measured, { ...place, y: 'recall', stroke: palette[color], strokeOpacity: 0.45 }),
      ruleX(measured, { ...place, y1: 'low', y2: 'high', stroke: palette[color], strokeWidth: 1.5 }),
      dot(measured, { ...place, y: 'recall', fill: palette[color], symbol, r: 4.5 }),
    ];
  };
  return {
    marginLeft: 40,
    marginBottom: 38,
    // The label of the axis, and below it that of the line, which may be at the top.
    marginTop: 36,
    style: { color: palette.faintInk },
    x: {
      type: 'log',
      label: 'cross-encoder calls for the index →',
      domain: callsDomain(points),
      ticks: width < 460 ? 3 : 7,
      tickFormat: '~s',
    },
    y: { label: `↑ Recall@${k}`, domain: recallDomain(points), ticks: 5, grid: true },
    marks: [
      ruleY(start, { y: 'recall', stroke: palette.faintInk, strokeDasharray: '5 4' }),
      COST_METHODS.flatMap(marksOf),
      text(start, {
        y: 'recall',
        frameAnchor: 'left',
        textAnchor: 'start',
        lineAnchor: 'bottom',
        dx: 4,
        dy: -4,
        text: () => 'start space, without an index',
        fill: palette.ink,
        stroke: palette.background,
        strokeWidth: 3,
      }),
    ],
  };
}
