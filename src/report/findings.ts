import type {
  CellStatistics,
  ExperimentReport,
  MeasureEstimate,
  MeasureName,
} from '../engine/experiment-records.ts';
import { estimateOf, headlineK, measureLabel } from './measures.ts';
import { countOf, intervalWords, listWords, measureWords } from './number-words.ts';

/** After Holm's correction. */
export const SIGNIFICANT_P = 0.05;

/** Means of the same values in another order differ by less. */
const ROUNDING = 1e-12;

/** What came of it, in a few sentences written from the numbers; empty before the first query is done. */
export function findings(report: ExperimentReport): string[] {
  const { request, statistics } = report;
  if (statistics.queryCount === 0) return [];
  const k = headlineK(request.ks);
  return [
    ...bestOf(report, `top-recall@${k}`, `found most of the exact top ${k}`),
    ...significance(report, `top-recall@${k}`),
    ...bestOf(report, `ndcg@${k}`, 'came closest to human judgements'),
    ...significance(report, `ndcg@${k}`),
    ...againstExact(report, k),
  ];
}

/** The methods with the highest mean at the largest budget, beside the first one; or that all are equal. */
function bestOf({ request, statistics }: ExperimentReport, measure: MeasureName, deed: string): string[] {
  const budget = Math.max(...request.budgets);
  const measured = statistics.cells
    .filter((cell) => cell.budget === budget)
    .flatMap((cell) => {
      const estimate = estimateOf(cell, measure);
      return estimate ? [{ cell, estimate }] : [];
    });
  if (measured.length === 0) return [];
  const most = Math.max(...measured.map(({ estimate }) => estimate.mean));
  const best = measured.filter(({ estimate }) => estimate.mean >= most - ROUNDING);
  const within = `With a budget of ${countOf(budget, 'call')}`;
  const label = measureLabel(measure);
  if (best.length > 1 && best.length === measured.length) {
    return [`${within}, all methods are equal in ${label}: ${measureWords(most)}.`];
  }
  const nameOf = ({ methodIndex }: CellStatistics) => `“${request.methods[methodIndex].label}”`;
  const names = listWords(best.map(({ cell }) => nameOf(cell)));
  const found = best.length > 1 ? `${measureWords(most)} each` : estimateWords(best[0].estimate);
  const first = measured.find(({ cell }) => cell.methodIndex === 0);
  const beside =
    first && !best.includes(first) ? `; ${nameOf(first.cell)} has ${measureWords(first.estimate.mean)}` : '';
  return [`${within}, ${names} ${deed}: ${label} ${found}${beside}.`];
}

function significance({ request, statistics }: ExperimentReport, measure: MeasureName): string[] {
  const compared = statistics.comparisons.filter((comparison) => comparison.measure === measure);
  if (compared.length === 0) return [];
  const significant = compared.filter(({ adjustedP }) => adjustedP < SIGNIFICANT_P);
  const better = significant.filter(({ difference }) => difference > 0).length;
  return [
    `Of ${countOf(compared.length, 'difference')} in ${measureLabel(measure)} to “${request.methods[0].label}”, ${significant.length} ${significant.length === 1 ? 'is' : 'are'} significant after Holm’s correction (p < ${SIGNIFICANT_P}): ${better} better, ${significant.length - better} worse.`,
  ];
}

/** Whether more of the cross-encoder's own top also means more of what people judged relevant. */
function againstExact({ statistics }: ExperimentReport, k: number): string[] {
  const measure: MeasureName = `ndcg@${k}`;
  const exact = statistics.references.find(({ kind }) => kind === 'exact');
  const exactAccuracy = exact && estimateOf(exact, measure);
  if (!exactAccuracy) return [];
  const above = statistics.cells.filter((cell) => {
    const accuracy = estimateOf(cell, measure);
    return accuracy !== undefined && accuracy.mean > exactAccuracy.mean;
  }).length;
  const reached = `The exact ranking, the cross-encoder over all documents, has ${measureLabel(measure)} ${estimateWords(exactAccuracy)}.`;
  return [
    above === 0
      ? `${reached} No search of the grid is above it.`
      : `${reached} ${above} of ${countOf(statistics.cells.length, 'combination')} of method and budget ${above === 1 ? 'is' : 'are'} above it while finding less of it: better recall is not always better accuracy.`,
  ];
}

function estimateWords({ mean, low, high }: MeasureEstimate): string {
  return `${measureWords(mean)} (95 % interval ${intervalWords(low, high)})`;
}
