import { withRoom } from './growing.ts';
import type { MinimumNormSolution } from './least-squares.ts';
import { addScaled, type DenseMatrix, dotRange } from './linalg.ts';

/**
 * Rows A, n x D, of which none is close to a combination of the others, and their decomposition A = [L 0] Q by
 * Householder reflections, which further rows do not change: O(n D) for each row more.
 */
export interface IndependentRows {
  /**
   * Takes in more rows; false, and no more to be used, if the smallest singular value is then no longer sure to be
   * above `tolerance` times the longest row.
   */
  append(batch: DenseMatrix): boolean;
  /** The x of smallest norm with A x = b: L y = b, x = Q^T [y; 0], and rowWeights = L^-T y. */
  interpolate(b: Float64Array): MinimumNormSolution;
}

export function openIndependentRows(length: number, tolerance: number): IndependentRows {
  // Row i: i + 1 entries of L, then the vector of reflection i but for its leading 1.
  let data: Float64Array = new Float64Array();
  let reflectionWeights: Float64Array = new Float64Array();
  let count = 0;
  let longestSquare = 0;
  // |L^-1|_F^2; its square root is at least 1 / the smallest singular value.
  let inverseSquares = 0;

  function append(batch: DenseMatrix): boolean {
    if (count + batch.rows > length) return false;
    data = withRoom(data, (count + batch.rows) * length);
    reflectionWeights = withRoom(reflectionWeights, count + batch.rows);
    data.set(batch.data, count * length);
    for (let r = 0; r < batch.rows; r++) {
      const start = count * length;
      longestSquare = Math.max(longestSquare, dotRange(data, start, data, start, length));
      for (let j = 0; j < count; j++) applyReflection(j, data, start);
      if (!reflectTail(start)) return false;
      count++;
      const inverseRow = new Float64Array(count);
      inverseRow[count - 1] = 1;
      solveTransposed(inverseRow);
      inverseSquares += dotRange(inverseRow, 0, inverseRow, 0, count);
    }
    return inverseSquares * tolerance ** 2 * longestSquare < 1;
  }

  /** Turns the new row's tail into entry (n, n) of L and reflection n; false where nothing is left of it. */
  function reflectTail(start: number): boolean {
    const diagonal = start + count;
    const head = data[diagonal];
    const norm = Math.sqrt(dotRange(data, diagonal, data, diagonal, length - count));
    if (norm === 0) return false;
    const image = head > 0 ? -norm : norm;
    for (let i = count + 1; i < length; i++) data[start + i] /= head - image;
    data[diagonal] = image;
    reflectionWeights[count] = 1 - head / image;
    return true;
  }

  function applyReflection(j: number, x: Float64Array, start: number): void {
    const vector = j * length + j + 1;
    const tail = length - j - 1;
    const share = reflectionWeights[j] * (x[start + j] + dotRange(data, vector, x, start + j + 1, tail));
    x[start + j] -= share;
    addScaled(x, start + j + 1, data, vector, -share, tail);
  }

  /** y becomes L^-T y, in place. */
  function solveTransposed(y: Float64Array): void {
    for (let i = y.length - 1; i >= 0; i--) {
      y[i] /= data[i * length + i];
      addScaled(y, 0, data, i * length, -y[i], i);
    }
  }

  function interpolate(b: Float64Array): MinimumNormSolution {
    const rowWeights = b.slice();
    for (let i = 0; i < count; i++) {
      const row = i * length;
      rowWeights[i] = (rowWeights[i] - dotRange(data, row, rowWeights, 0, i)) / data[row + i];
    }
    const x = new Float64Array(length);
    x.set(rowWeights);
    for (let j = count - 1; j >= 0; j--) applyReflection(j, x, 0);
    solveTransposed(rowWeights);
    return { x, rowWeights };
  }

  return { append, interpolate };
}
