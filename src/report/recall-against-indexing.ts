import type { ExperimentReport } from '../engine/experiment-records.ts';
import { countScale, spacedTicks } from './axis-scale.ts';
import type { ChartInput, ReportChart } from './chart.ts';
import { cellsOf } from './measures.ts';
import { methodLegend } from './method-marks.ts';
import { countOf, listWords, shortCountWords } from './number-words.ts';
import { panelAxisWidth, panelsHeight, pointMarks, recallPanels } from './recall-panels.ts';
import { recallPoints } from './recall-points.ts';

/** In CSS pixels, beside the first and the last value. */
const INSET = 16;

/** An experiment that says what its indexes took. */
export type IndexedInput = ChartInput & {
  readonly provenance: Pick<ExperimentReport['provenance'], 'itemSpaces'>;
};

/**
 * Top-k-Recall with one budget, the largest unless another is given, against the cross-encoder calls that the method's
 * index took: a point for each method in its item space, but for vectors of which that is not known. Undefined where no
 * method of the grid has an index.
 */
export function recallAgainstIndexing(
  { request, statistics, provenance }: IndexedInput,
  budget: number = Math.max(...request.budgets),
): ReportChart | undefined {
  const { methods, ks } = request;
  const callsOf = new Map(provenance.itemSpaces.map(({ itemSpace, indexCalls }) => [itemSpace, indexCalls]));
  const indexCalls = methods.map(({ method }) => callsOf.get(method.itemSpace));
  const known = indexCalls.filter((calls) => calls !== undefined);
  if (known.every((calls) => calls === 0)) return undefined;
  const series = methods.map((_, methodIndex) => {
    const calls = indexCalls[methodIndex];
    if (calls === undefined) return [];
    const cells = cellsOf(statistics, methodIndex).filter((cell) => cell.budget === budget);
    return recallPoints(cells, ks, () => calls);
  });
  const points = series.flat();
  const leftOut = methods.filter((_, methodIndex) => indexCalls[methodIndex] === undefined);
  return {
    name: 'recall-indexing',
    title: `Recall against calls for the index, ${countOf(budget, 'call')} a query`,
    description: `How much of the exact top k is found, with 95 % intervals, against the cross-encoder calls that the index took: once, for all queries. At 0 stand methods without an index.${leftOut.length > 0 ? ` Left out, because nobody knows what their vectors took: ${listWords(leftOut.map(({ label }) => `“${label}”`))}.` : ''}`,
    height: panelsHeight(ks),
    legend: (palette) =>
      methodLegend(request, palette)
        .filter((_, methodIndex) => indexCalls[methodIndex] !== undefined)
        .map(({ label, mark: { color, symbol } }) => ({ label, mark: { color, ...(symbol && { symbol }) } })),
    draw: (space) => {
      const scale = countScale(known);
      return recallPanels(ks, points, space, {
        x: {
          ...scale,
          ticks: spacedTicks(known, scale, {
            axisWidth: panelAxisWidth(ks, space.width, INSET),
            words: shortCountWords,
          }),
          tickFormat: shortCountWords,
          label: 'cross-encoder calls for the index →',
          inset: INSET,
        },
        marks: series.flatMap((own, methodIndex) =>
          pointMarks(own, ks, { methodIndex, methodCount: methods.length }, space),
        ),
      });
    },
    table: {
      fields: ['method', 'budget', 'index_calls', 'k', 'recall', 'low', 'high'],
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
