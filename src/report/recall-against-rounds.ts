import { areaY, dot, line } from '@observablehq/plot';
import type { ChartInput, ReportChart } from './chart.ts';
import { seriesMark } from './chart-marks.ts';
import { cellsOf } from './measures.ts';
import { methodLegend } from './method-marks.ts';
import { countOf } from './number-words.ts';
import { panelOf, panelsHeight, panelWidth, recallPanels } from './recall-panels.ts';
import { roundPoints } from './recall-points.ts';

/** With more rounds than this, dots would be a second, thicker line. */
const DOTTED_ROUNDS = 12;
const TICK_WIDTH = 40;

/** Top-k-Recall after each round of the searches with one budget, the largest unless another is given. */
export function recallAgainstRounds(
  { request, statistics }: ChartInput,
  budget: number = Math.max(...request.budgets),
): ReportChart {
  const { methods, ks } = request;
  const series = methods.map((_, methodIndex) => {
    const cells = cellsOf(statistics, methodIndex).filter((cell) => cell.budget === budget);
    return roundPoints(cells, ks, ({ round }) => round);
  });
  const points = series.flat();
  return {
    name: 'recall-rounds',
    title: `Recall against rounds, ${countOf(budget, 'call')} a query`,
    description:
      'How much of the exact top k is found after each round of a search, with 95 % intervals as bands. Every line ends with the last round of its method.',
    height: panelsHeight(ks),
    legend: (palette) => methodLegend(request, palette),
    draw: (space) => {
      const roundCount = points.reduce((most, { x }) => Math.max(most, x), 2);
      return recallPanels(ks, points, space, {
        x: {
          domain: [1, roundCount],
          // Of whole rounds only.
          ticks: Math.min(roundCount - 1, panelWidth(ks, space.width) / TICK_WIDTH),
          tickFormat: 'd',
          label: 'round →',
          inset: 6,
        },
        marks: series.flatMap((own, methodIndex) => {
          const { color, symbol, dashes } = seriesMark(methodIndex, space.palette);
          const place = { ...panelOf(ks), x: 'x' };
          const dotted = own.every(({ x }) => x <= DOTTED_ROUNDS);
          return [
            areaY(own, { ...place, y1: 'low', y2: 'high', fill: color, fillOpacity: 0.12 }),
            line(own, { ...place, y: 'recall', stroke: color, strokeWidth: 1.8, strokeDasharray: dashes }),
            ...(dotted ? [dot(own, { ...place, y: 'recall', r: 3, symbol, fill: color })] : []),
          ];
        }),
      });
    },
    table: {
      fields: ['method', 'budget', 'round', 'k', 'recall', 'low', 'high'],
      rows: points.map(({ methodIndex, x, k, recall, low, high }) => [
        methods[methodIndex].label,
        budget,
        x,
        k,
        recall,
        low,
        high,
      ]),
    },
  };
}
