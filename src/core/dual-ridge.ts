import {
  emptyTriangle,
  growFactor,
  solveBackward,
  solveForward,
  type Triangle,
  triangleStart,
} from './cholesky-factor.ts';
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

interface DualFactor {
  /** L of L L^T = K + mu I. */
  readonly lower: Triangle;
  inverseDiagonal: Float64Array;
}

/**
 * H = K + mu I with K = Phi Phi^T, n x n: the form for fewer items than features. A batch of k costs O(n k D) for its
 * part of K, and O(n^2 k) for each mu. `keepsInverse`: with the diagonal of H^-1, for leave-one-out.
 */
export function openDualRidge(rows: ScoredRows, keepsInverse: boolean): RidgeSystem {
  const gram = emptyTriangle();
  const factors = new Map<number, DualFactor>();

  function grow(): void {
    appendProducts(gram, rows);
    for (const [mu, factor] of factors) growDual(factor, mu);
  }

  function growDual(factor: DualFactor, mu: number): void {
    if (keepsInverse) factor.inverseDiagonal = withRoom(factor.inverseDiagonal, gram.size);
    growFactor(factor.lower, gram, mu, ({ start, count, solved, corner }) => {
      if (!keepsInverse) return;
      solveBackward(factor.lower, solved, count);
      growInverseDiagonal(factor.inverseDiagonal, start, corner, solved, 1);
    });
  }

  function factor(mu: number): RidgeFactor {
    let kept = factors.get(mu);
    if (!kept) {
      kept = { lower: emptyTriangle(), inverseDiagonal: new Float64Array() };
      growDual(kept, mu);
      factors.set(mu, kept);
    }
    return dualFactor(rows, kept, mu);
  }

  function inverseDiagonals(): Map<number, Float64Array> {
    return new Map(Array.from(factors, ([mu, kept]) => [mu, kept.inverseDiagonal.slice(0, gram.size)]));
  }

  function keep(mus: readonly number[]): void {
    for (const mu of factors.keys()) if (!mus.includes(mu)) factors.delete(mu);
  }

  grow();
  return { grow, factor, inverseDiagonals, keep };
}

function dualFactor(rows: ScoredRows, { lower, inverseDiagonal }: DualFactor, mu: number): RidgeFactor {
  function solveItems(residual: Float64Array): Float64Array {
    const weights = residual.slice();
    solveForward(lower, weights, 1);
    solveBackward(lower, weights, 1);
    return weights;
  }

  return {
    solve(residual) {
      const itemWeights = solveItems(residual);
      return { itemWeights, correction: combineRows(rows, itemWeights) };
    },
    inverseDiagonal: () => inverseDiagonal.slice(0, lower.size),
    // |phi|^2 - |L^-1 Phi phi|^2, which rounding may take below zero.
    remainingVariances(asked) {
      const { count } = rows;
      const seen = new Float64Array(asked.rows * count);
      productsOfRows(seen, count, { data: asked.data, count: asked.rows, length: rows.length }, rows);
      solveForward(lower, seen, asked.rows);
      return Float64Array.from({ length: asked.rows }, (_, i) => {
        const start = i * rows.length;
        const before = dotRange(asked.data, start, asked.data, start, rows.length);
        return Math.max(0, before - dotRange(seen, i * count, seen, i * count, count));
      });
    },
    // Matheron's rule: a draw from the prior, corrected by what it and a draw of the noise would have shown.
    sampleDeviation(random) {
      const drawn = Float64Array.from({ length: rows.length }, () => random.nextGaussian());
      const shown = multiplyRows(rows, drawn).map((value) => value + Math.sqrt(mu) * random.nextGaussian());
      const known = combineRows(rows, solveItems(shown));
      return drawn.map((value, c) => value - known[c]);
    },
  };
}

/** Appends to the lower half of Phi Phi^T the rows of the items that it lacks. */
function appendProducts(gram: Triangle, rows: ScoredRows): void {
  const { size } = gram;
  const added = rows.count - size;
  const products = new Float64Array(added * rows.count);
  const batch = { data: rows.data.subarray(size * rows.length), count: added, length: rows.length };
  productsOfRows(products, rows.count, batch, rows, (r) => size + r + 1);
  gram.data = withRoom(gram.data, triangleStart(rows.count));
  for (let r = 0; r < added; r++) {
    const from = r * rows.count;
    gram.data.set(products.subarray(from, from + size + r + 1), triangleStart(size + r));
  }
  gram.size = rows.count;
}
