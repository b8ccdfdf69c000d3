/** The cells of an experiment's grid: method by method, within each budget by budget. */
import type { ExperimentRequest } from '../../../workers/client.ts';
import { formatCount } from '../../shared/format.ts';

type Grid = Pick<ExperimentRequest, 'methods' | 'budgets'>;

/** What each cell is called, in their order: 'Best, B = 100'. */
export function cellLabels({ methods, budgets }: Grid): string[] {
  return methods.flatMap(({ label }) => budgets.map((budget) => `${label}, B = ${formatCount(budget)}`));
}

/**
 * The two cells that one looks at first: the method that the others are tested against and the next one, both at the
 * largest budget; with one method, its two largest budgets.
 */
export function firstPair({ methods, budgets }: Grid): { readonly a: number; readonly b: number } {
  const last = budgets.length - 1;
  return methods.length > 1 ? { a: last, b: last + budgets.length } : { a: Math.max(0, last - 1), b: last };
}
