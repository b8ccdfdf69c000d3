import { checkInteger } from './check.ts';
import type { Vector } from './matrix.ts';

/**
 * The value below which `share` (0..1) of the `ascending` values lie, with straight lines between neighbours
 * (numpy.quantile's default). No values at all are an InvalidArgumentError.
 */
export function quantile(ascending: Vector, share: number): number {
  checkInteger('The number of values', ascending.length, 1);
  const position = share * (ascending.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, ascending.length - 1);
  return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
}
