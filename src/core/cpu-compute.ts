import { checkMultiply, checkNearest } from './check-compute.ts';
import type { Compute } from './compute.ts';
import { openFactorization } from './cpu-factorization.ts';
import { solveRidges } from './cpu-ridges.ts';
import { applyTower, openTowers } from './cpu-towers.ts';
import { dotRow } from './matrix.ts';
import { topK } from './top-k.ts';

/** The definition of right for every `Compute`: plain loops, sums in float64, what is stored in float32. */
export function createCpuCompute(): Compute {
  return {
    name: 'cpu',
    async multiply(matrix, vector) {
      checkMultiply(matrix, vector);
      const result = new Float64Array(matrix.rows);
      for (let row = 0; row < matrix.rows; row++) result[row] = dotRow(matrix, row, vector);
      return result;
    },
    async nearest(matrix, vector, count, excluded) {
      checkNearest(matrix, vector, count, excluded);
      // Rounded before they are compared: rows whose rounded scores are equal are a tie.
      const scores = new Float32Array(matrix.rows);
      for (let row = 0; row < matrix.rows; row++) scores[row] = dotRow(matrix, row, vector);
      return topK(scores, count, excluded);
    },
    async openFactorization(problem) {
      return openFactorization(problem);
    },
    async solveRidges(problem) {
      return solveRidges(problem);
    },
    async openTowers(problem) {
      return openTowers(problem);
    },
    async applyTower(tower, inputs) {
      return applyTower(tower, inputs);
    },
    dispose() {},
  };
}
