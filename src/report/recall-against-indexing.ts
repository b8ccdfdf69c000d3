import type { ExperimentReport } from '../engine/experiment-records.ts';
import { countScale, spacedTicks } from './axis-scale.ts';
import type { ChartInput, ReportChart } from './chart.ts';
import { cellsOf } from './measures.ts';
import { methodLegend } from './method-marks.ts';
import { countOf, shortCountWords } from './number-words.ts';
import { panelsHeight, pointMarks, recallPanels } from './recall-panels.ts';
import { recallPoints } from './recall-points.ts';

/** An experiment that says what its indexes took. */
export type IndexedInput = ChartInput & {
  readonly provenance: Pick<ExperimentReport['provenance'], 'itemSpaces'>;
};

/**
 * Top-k-Recall with one budget, the largest unless another is given, against the cross-encoder calls that the method's
 * index took: a point for each method in its item space. Undefined where no method of the grid has an index.
 */
export function recallAgainstIndexing(
  { request, statistics, provenance }: IndexedInput,
  budget: number = Math.max(...request.budgets),
): ReportChart | undefined {
  const { methods, ks } = request;
  const indexCalls = methods.map(
    ({ method }) =>
      provenance.itemSpaces.find(({ itemSpace }) => itemSpace === method.itemSpace)?.indexCalls ?? 0,
  );
  if (indexCalls.every((calls) => calls === 0)) return undefined;
  const series = methods.map((_, methodIndex) => {
    const cells = cellsOf(statistics, methodIndex).filter((cell) => cell.budget === budget);
    return recallPoints(cells, ks, () => indexCalls[methodIndex]);
  });
  const points = series.flat();
  return {
    name: 'recall-indexing',
    title: `Recall against calls for the index, ${countOf(budget, 'call')} a query`,
    description:
      'How much of the exact top k is found, with 95 % intervals, against the cross-encoder calls that the index took: once, for all queries. At 0 stand methods without an index.',
    height: panelsHeight(ks),
    legend: (palette) =>
      methodLegend(request, palette).map(({ label, mark: { color, symbol } }) => ({
        label,
        mark: { color, ...(symbol && { symbol }) },
      })),
    draw: (space) => {
      const scale = countScale(indexCalls);
      return recallPanels(ks, points, space, {
        x: {
          ...scale,
          ticks: spacedTicks(indexCalls, scale),
          tickFormat: shortCountWords,
          label: 'cross-encoder calls for the index →',
          inset: 16,
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
