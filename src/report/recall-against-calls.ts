import { line } from '@observablehq/plot';
import { amountScale, spacedTicks } from './axis-scale.ts';
import type { ChartInput, ReportChart } from './chart.ts';
import { seriesMark } from './chart-marks.ts';
import { cellsOf } from './measures.ts';
import { methodLegend, methodShift } from './method-marks.ts';
import { shortCountWords } from './number-words.ts';
import { panelAxisWidth, panelOf, panelsHeight, pointMarks, recallPanels } from './recall-panels.ts';
import { recallPoints, roundPoints } from './recall-points.ts';

/** In CSS pixels, beside the first and the last value. */
const INSET = 14;

/** Top-k-Recall against cross-encoder calls, a panel for each k: what a call buys. */
export function recallAgainstCalls({ request, statistics }: ChartInput): ReportChart {
  const { methods, ks } = request;
  const series = methods.map((_, methodIndex) => {
    const cells = cellsOf(statistics, methodIndex);
    return {
      methodIndex,
      reached: recallPoints(cells, ks, ({ calls }) => calls),
      onTheWay: roundPoints(cells, ks, ({ calls }) => calls),
    };
  });
  const reached = series.flatMap((each) => each.reached);
  const all = [...reached, ...series.flatMap((each) => each.onTheWay)];
  return {
    name: 'recall-calls',
    title: 'Recall against calls',
    description:
      'How much of the exact top k is found for how many cross-encoder calls a query, with 95 % intervals. A thin line follows the rounds of the searches with one budget.',
    height: panelsHeight(ks),
    legend: (palette) => methodLegend(request, palette),
    draw: (space) => {
      const scale = amountScale(all.map(({ x }) => x));
      const ticks = spacedTicks(
        reached.map(({ x }) => Math.round(x)),
        scale,
        { axisWidth: panelAxisWidth(ks, space.width, INSET), words: shortCountWords },
      );
      return recallPanels(ks, all, space, {
        x: {
          ...scale,
          ticks,
          tickFormat: shortCountWords,
          label: 'cross-encoder calls a query →',
          inset: INSET,
        },
        marks: series.flatMap(({ methodIndex, reached: ends, onTheWay }) => {
          const { color, dashes } = seriesMark(methodIndex, space.palette);
          const dx = methodShift(methodIndex, methods.length);
          const place = { ...panelOf(ks), x: 'x', y: 'recall', dx, stroke: color };
          return [
            line(onTheWay, { ...place, z: 'budget', strokeOpacity: 0.4, strokeWidth: 1 }),
            line(ends, { ...place, strokeWidth: 1.8, strokeDasharray: dashes }),
            ...pointMarks(ends, ks, { methodIndex, methodCount: methods.length }, space),
          ];
        }),
      });
    },
    table: {
      fields: ['method', 'budget', 'round', 'calls', 'k', 'recall', 'low', 'high', 'queries'],
      rows: statistics.cells.flatMap(({ methodIndex, budget, rounds }) =>
        rounds.flatMap(({ round, calls, recalls }) =>
          recalls.map(({ recall, low, high, queryCount }, i) => [
            methods[methodIndex].label,
            budget,
            round,
            calls,
            ks[i],
            recall,
            low,
            high,
            queryCount,
          ]),
        ),
      ),
    },
  };
}
