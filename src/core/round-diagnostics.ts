/** What is drawn of a round besides its items: how the query embedding moved, how far its estimates are off. */
import { checkCount } from './check.ts';
import { dot, norm } from './matrix.ts';
import type { Ranking } from './types.ts';

/** |after - before|; both have d entries. */
export function stepLength(before: Float64Array, after: Float64Array): number {
  checkCount('after', after.length, before.length);
  return norm(after.map((value, c) => value - before[c]));
}

/** In degrees, from 0 to 180; undefined where one of the two is zero. */
export function angleBetween(a: Float64Array, b: Float64Array): number | undefined {
  const lengths = norm(a) * norm(b);
  if (lengths === 0) return undefined;
  // Rounding may lead a hair beyond 1.
  return (Math.acos(Math.max(-1, Math.min(1, dot(a, b) / lengths))) * 180) / Math.PI;
}

/**
 * Root mean square error of `estimates` (one per docRow) over the first `headCount` items of the exact ranking of all
 * items, and over the others; undefined where there is none.
 */
export function headAndTailError(
  estimates: Float32Array,
  exact: Ranking,
  headCount: number,
): { readonly head: number | undefined; readonly tail: number | undefined } {
  const head = Math.min(headCount, exact.docRows.length);
  return {
    head: errorOfPlaces(estimates, exact, 0, head),
    tail: errorOfPlaces(estimates, exact, head, exact.docRows.length),
  };
}

/** A plain loop without copies: it runs on the page, over whole corpora, for every round. */
function errorOfPlaces(
  estimates: Float32Array,
  { docRows, scores }: Ranking,
  placeStart: number,
  placeEnd: number, // exclusive
): number | undefined {
  if (placeStart === placeEnd) return undefined;
  let squares = 0;
  for (let place = placeStart; place < placeEnd; place++) {
    squares += (estimates[docRows[place]] - scores[place]) ** 2;
  }
  return Math.sqrt(squares / (placeEnd - placeStart));
}
