import { line } from '@observablehq/plot';
import { amountScale, spacedTicks } from './axis-scale.ts';
import type { ChartInput, ReportChart } from './chart.ts';
import { seriesMark } from './chart-marks.ts';
import { cellsOf, estimateOf } from './measures.ts';
import { methodLegend, methodShift } from './method-marks.ts';
import { shortNumberWords } from './number-words.ts';
import { panelAxisWidth, panelOf, panelsHeight, pointMarks, recallPanels } from './recall-panels.ts';
import { recallPoints } from './recall-points.ts';

/** In CSS pixels, beside the first and the last value. */
const INSET = 14;

const ESTIMATED = {
  title: 'Recall against seconds, estimated',
  description:
    'How much of the exact top k is found in how many seconds a query, with 95 % intervals of recall. The seconds are estimates, so the marks are hollow: the search was measured, the cross-encoder’s part is its calls times the time of a pair.',
  axis: 'seconds a query, estimated →',
};
const SEARCH_ALONE = {
  title: 'Recall against seconds, without the cross-encoder',
  description:
    'How much of the exact top k is found in how many seconds a query, with 95 % intervals of recall. The seconds are those of the search alone: how fast the cross-encoder is here is not known.',
  axis: 'seconds a query, without the cross-encoder →',
};

/**
 * Top-k-Recall against the seconds of a search: what was measured beside the cross-encoder, and the cross-encoder's time
 * as an estimate, drawn as one. Without a known speed of the cross-encoder, the search alone.
 */
export function recallAgainstSeconds({ request, statistics }: ChartInput): ReportChart {
  const { methods, ks } = request;
  const isEstimate = statistics.cells.some(({ modelMs }) => modelMs !== undefined);
  const { title, description, axis } = isEstimate ? ESTIMATED : SEARCH_ALONE;
  const series = methods.map((_, methodIndex) =>
    recallPoints(
      cellsOf(statistics, methodIndex),
      ks,
      ({ searchMs, modelMs = 0 }) => (searchMs + modelMs) / 1000,
    ),
  );
  const points = series.flat();
  return {
    name: 'recall-seconds',
    title,
    description,
    height: panelsHeight(ks),
    legend: (palette) => methodLegend(request, palette, isEstimate),
    draw: (space) => {
      const seconds = points.map(({ x }) => x);
      const scale = amountScale(seconds);
      const ticks = spacedTicks(seconds, scale, {
        axisWidth: panelAxisWidth(ks, space.width, INSET),
        words: shortNumberWords,
      });
      return recallPanels(ks, points, space, {
        x: { ...scale, ticks, tickFormat: shortNumberWords, label: axis, inset: INSET },
        marks: series.flatMap((own, methodIndex) => {
          const { color, dashes } = seriesMark(methodIndex, space.palette);
          const dx = methodShift(methodIndex, methods.length);
          const place = { ...panelOf(ks), x: 'x', y: 'recall', dx };
          return [
            line(own, { ...place, stroke: color, strokeOpacity: 0.6, strokeDasharray: dashes }),
            ...pointMarks(own, ks, { methodIndex, methodCount: methods.length }, space, isEstimate),
          ];
        }),
      });
    },
    table: {
      fields: ['method', 'budget', 'search_seconds', 'model_seconds_estimated', 'k', 'recall', 'low', 'high'],
      rows: statistics.cells.flatMap((cell) =>
        ks.map((k) => {
          const { methodIndex, budget, searchMs, modelMs } = cell;
          const estimate = estimateOf(cell, `top-recall@${k}`);
          return [
            methods[methodIndex].label,
            budget,
            searchMs / 1000,
            modelMs === undefined ? undefined : modelMs / 1000,
            k,
            estimate?.mean,
            estimate?.low,
            estimate?.high,
          ];
        }),
      ),
    },
  };
}
