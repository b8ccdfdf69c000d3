import type { Vector } from './matrix.ts';

/** Spread below this share of the largest absolute value is rounding, not spread. */
const RELATIVE_SPREAD_FLOOR = 1e-12;

/** Mean and (population) standard deviation of at least one value; sd is exactly 0 where it is only rounding. */
export function momentsOf(values: Vector): { mean: number; sd: number } {
  let sum = 0;
  let largest = 0;
  for (const value of values) {
    sum += value;
    largest = Math.max(largest, Math.abs(value));
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const sd = Math.sqrt(squares / values.length);
  return { mean, sd: sd > RELATIVE_SPREAD_FLOOR * largest ? sd : 0 };
}
