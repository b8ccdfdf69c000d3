import { headlineK } from '../../../report/measures.ts';
import type { ExperimentStatistics, MeasureName } from '../../../workers/client.ts';

/** All measures of the grid's cells, each once, in their order; those of judgements only where there are judgements. */
export function measuresOf({ cells }: Pick<ExperimentStatistics, 'cells'>): MeasureName[] {
  return [...new Set(cells.flatMap(({ measures }) => measures.map(({ measure }) => measure)))];
}

/** What is looked at first: every experiment has it. */
export function firstMeasure(ks: readonly number[]): MeasureName {
  return `top-recall@${headlineK(ks)}`;
}
