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
    const known = count;
    for (let r = 0; r < batch.rows; r++) {
      const start = count * length;
      longestSquare = Math.max(longestSquare, dotRange(data, start, data, start, length));
      if (r % 4 === 0) reflectRows(known, start, Math.min(4, batch.rows - r));
      for (let j = known; j < count; j++) applyReflection(j, data, start);
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

  /** Applies the first `known` reflections to so many rows, four at a time, so that each is read once for all of them. */
  function reflectRows(known: number, start: number, rowCount: number): void {
    if (rowCount < 4) {
      for (let r = 0; r < rowCount; r++) {
        for (let j = 0; j < known; j++) applyReflection(j, data, start + r * length);
      }
      return;
    }
    for (let j = 0; j < known; j++) reflectFour(j, start);
  }

  function reflectFour(j: number, start: number): void {
    const a = start + j;
    const b = a + length;
    const c = b + length;
    const d = c + length;
    const vector = j * length + j;
    const end = length - j; // exclusive
    let shareA = data[a];
    let shareB = data[b];
    let shareC = data[c];
    let shareD = data[d];
    for (let i = 1; i < end; i++) {
      const v = data[vector + i];
      shareA += v * data[a + i];
      shareB += v * data[b + i];
      shareC += v * data[c + i];
      shareD += v * data[d + i];
    }
    shareA *= reflectionWeights[j];
    shareB *= reflectionWeights[j];
    shareC *= reflectionWeights[j];
    shareD *= reflectionWeights[j];
    data[a] -= shareA;
    data[b] -= shareB;
    data[c] -= shareC;
    data[d] -= shareD;
    for (let i = 1; i < end; i++) {
      const v = data[vector + i];
      data[a + i] -= shareA * v;
      data[b + i] -= shareB * v;
      data[c + i] -= shareC * v;
      data[d + i] -= shareD * v;
    }
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
