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

/** `quantile` of values in any order, without sorting all of them: it puts them into another order. */
export function quantileOfUnsorted(values: Float64Array, share: number): number {
  checkInteger('The number of values', values.length, 1);
  const position = share * (values.length - 1);
  const below = Math.floor(position);
  select(values, below);
  let next = values[below];
  if (below + 1 < values.length) {
    next = values[below + 1];
    for (let i = below + 2; i < values.length; i++) if (values[i] < next) next = values[i];
  }
  return values[below] + (position - below) * (next - values[below]);
}

/** Hoare's selection: puts at `place` what sorting would put there, smaller values before it and larger ones after it. */
function select(values: Float64Array, place: number): void {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1];
    let left = first;
    let right = last;
    while (left <= right) {
      while (values[left] < pivot) left++;
      while (values[right] > pivot) right--;
      if (left > right) break;
      const kept = values[left];
      values[left++] = values[right];
      values[right--] = kept;
    }
    if (place <= right) last = right;
    else if (place >= left) first = left;
    else return;
  }
}
