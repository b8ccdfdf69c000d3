/** Grid steps for a factor of ten, and how far the grid reaches from the mean squared length. */
const STEPS_PER_DECADE = 2;
const DECADES_BELOW = 4;
const DECADES_ABOVE = 2;

/** Errors that differ by less than this share are equal: rounding must not choose. */
const TIE = 1e-9;

/**
 * The values of mu that are tried, rising: powers of ten and the halves between from 1e-4 to 1e2 times the mean squared
 * length of the scored items' vectors, to the nearest step. Columns do not count (but where all vectors are 0): a constant
 * or a retriever's score, however long, says nothing of how far the query embedding can be from its prior. The values
 * themselves do not depend on the items, so a factor stays of use when the mean changes.
 */
export function muGrid(meanSquaredLength: number): number[] {
  const centre = meanSquaredLength > 0 ? Math.round(STEPS_PER_DECADE * Math.log10(meanSquaredLength)) : 0;
  const count = (DECADES_BELOW + DECADES_ABOVE) * STEPS_PER_DECADE + 1;
  return Array.from({ length: count }, (_, k) => {
    return 10 ** ((centre - DECADES_BELOW * STEPS_PER_DECADE + k) / STEPS_PER_DECADE);
  });
}

/**
 * Mean squared error of each scored item's estimate by a ridge on the others, in closed form: with H = K + mu I the error
 * of item i is (H^-1 r)_i / (H^-1)_ii (Rasmussen and Williams, Gaussian Processes for Machine Learning, 5.4.2).
 */
export function leaveOneOutError(itemWeights: Float64Array, inverseDiagonal: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < itemWeights.length; i++) sum += (itemWeights[i] / inverseDiagonal[i]) ** 2;
  return sum / itemWeights.length;
}

/**
 * The mu of the grid with the smallest error; the largest of several, because then nothing speaks against staying
 * near the prior (a single item, no residuals, or items that say nothing about each other).
 *
 * With a `last` mu, only a walk downhill from there to the next minimum: each value that is tried costs a factorisation.
 */
export function chooseMu(grid: readonly number[], errorOf: (mu: number) => number, last?: number): number {
  const errors = new Map<number, number>();
  const error = (place: number): number => {
    const known = errors.get(place) ?? errorOf(grid[place]);
    errors.set(place, known);
    return known;
  };
  if (last === undefined) {
    const smallest = Math.min(...grid.map((_, place) => error(place)));
    return grid[grid.findLastIndex((_, place) => error(place) <= smallest * (1 + TIE))];
  }
  let place = nearestPlace(grid, last);
  while (place + 1 < grid.length && error(place + 1) <= error(place) * (1 + TIE)) place++;
  while (place > 0 && error(place - 1) * (1 + TIE) < error(place)) place--;
  return grid[place];
}

/** The mu itself and those beside it: what the next walk starts with. */
export function neighboursOf(grid: readonly number[], mu: number): number[] {
  const place = nearestPlace(grid, mu);
  return grid.slice(Math.max(0, place - 1), place + 2);
}

function nearestPlace(grid: readonly number[], mu: number): number {
  const above = grid.findIndex((value) => value >= mu);
  return above === -1 ? grid.length - 1 : above;
}
