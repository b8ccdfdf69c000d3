import {
  emptyTriangle,
  growFactor,
  solveBackward,
  solveForward,
  type Triangle,
  triangleStart,
} from './cholesky-factor.ts';
import { updateFactor } from './cholesky-update.ts';
import { type FeatureGram, transposeRows } from './feature-gram.ts';
import { withRoom } from './growing.ts';
import { dotRange } from './linalg.ts';
import {
  combineRows,
  growInverseDiagonal,
  multiplyRows,
  type RidgeFactor,
  type RidgeSystem,
  type ScoredRows,
} from './ridge-system.ts';
import { productsOfRows } from './row-products.ts';

interface PrimalFactor {
  /** L of L L^T = M. */
  readonly lower: Triangle;
  inverseDiagonal: Float64Array;
}

/**
 * M = Phi^T Phi + mu I, D x D: the form for at least as many items as features. A batch of k costs O(D^2 k) for each
 * mu; a new mu one decomposition, for which `gram` first takes in what it lacks. `keepsInverse`: with the diagonal of
 * H^-1, for leave-one-out: O(n k D) more. `known`: that diagonal of the rows there are, for some mu; used up.
 */
export function openPrimalRidge(
  rows: ScoredRows,
  gram: FeatureGram,
  keepsInverse: boolean,
  known: Map<number, Float64Array>,
): RidgeSystem {
  const factors = new Map<number, PrimalFactor>();
  let count = rows.count;

  function grow(): void {
    const added = rows.count - count;
    const batch = rows.data.slice(count * rows.length, rows.count * rows.length);
    for (const [mu, factor] of factors) {
      if (keepsInverse) growInverse(factor, batch, added, mu);
      updateFactor(factor.lower, transposeRows(batch, added, rows.length), added);
    }
    count = rows.count;
    // Of fewer rows than there are now.
    known.clear();
  }

  /** With X the new rows: W = X M^-1 Phi^T and S / mu = I + X M^-1 X^T, M before they came. */
  function growInverse(factor: PrimalFactor, batch: Float64Array, added: number, mu: number): void {
    const solved = batch.slice();
    solveForward(factor.lower, solved, added);
    solveBackward(factor.lower, solved, added);
    const left = { data: solved, count: added, length: rows.length };
    const w = new Float64Array(added * count);
    productsOfRows(w, count, left, { data: rows.data, count, length: rows.length });
    const corner = emptyTriangle();
    growFactor(corner, lowerProducts(left, batch), 1);
    factor.inverseDiagonal = withRoom(factor.inverseDiagonal, rows.count);
    growInverseDiagonal(factor.inverseDiagonal, count, corner, w, 1 / mu);
  }

  function factor(mu: number): RidgeFactor {
    let kept = factors.get(mu);
    if (!kept) {
      const lower = emptyTriangle();
      growFactor(lower, gram.upTo(rows.count), mu);
      kept = {
        lower,
        inverseDiagonal: keepsInverse
          ? (known.get(mu) ?? inverseDiagonalOf(lower, rows, mu))
          : new Float64Array(),
      };
      factors.set(mu, kept);
    }
    return primalFactor(rows, kept, mu);
  }

  function inverseDiagonals(): Map<number, Float64Array> {
    return new Map(Array.from(factors, ([mu, kept]) => [mu, kept.inverseDiagonal.slice(0, count)]));
  }

  function keep(mus: readonly number[]): void {
    for (const mu of factors.keys()) if (!mus.includes(mu)) factors.delete(mu);
  }

  return { grow, factor, inverseDiagonals, keep };
}

/** The lower half of `left` times `right` transposed, both of `left.count` rows. */
function lowerProducts(
  left: { data: Float64Array; count: number; length: number },
  right: Float64Array,
): Triangle {
  const { count } = left;
  const products = new Float64Array(count * count);
  productsOfRows(products, count, left, { ...left, data: right }, (r) => r + 1);
  const data = new Float64Array(triangleStart(count));
  for (let r = 0; r < count; r++) {
    data.set(products.subarray(r * count, r * count + r + 1), triangleStart(r));
  }
  return { size: count, data };
}

/** (1 - phi_i^T M^-1 phi_i) / mu. */
function inverseDiagonalOf(lower: Triangle, rows: ScoredRows, mu: number): Float64Array {
  const { count, length } = rows;
  const solved = rows.data.slice(0, count * length);
  solveForward(lower, solved, count);
  return Float64Array.from({ length: count }, (_, i) => {
    return (1 - dotRange(solved, i * length, solved, i * length, length)) / mu;
  });
}

function primalFactor(rows: ScoredRows, { lower, inverseDiagonal }: PrimalFactor, mu: number): RidgeFactor {
  return {
    solve(residual) {
      const correction = combineRows(rows, residual);
      solveForward(lower, correction, 1);
      solveBackward(lower, correction, 1);
      const explained = multiplyRows(rows, correction);
      return { correction, itemWeights: residual.map((value, i) => (value - explained[i]) / mu) };
    },
    inverseDiagonal: () => inverseDiagonal.slice(0, rows.count),
    remainingVariances(asked) {
      const { length } = rows;
      const solved = asked.data.slice();
      solveForward(lower, solved, asked.rows);
      return Float64Array.from({ length: asked.rows }, (_, i) => {
        return mu * dotRange(solved, i * length, solved, i * length, length);
      });
    },
    // L^-T z has the covariance M^-1.
    sampleDeviation(random) {
      const deviation = Float64Array.from({ length: rows.length }, () => {
        return Math.sqrt(mu) * random.nextGaussian();
      });
      solveBackward(lower, deviation, 1);
      return deviation;
    },
  };
}
