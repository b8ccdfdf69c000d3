import type { Matrix } from './types.ts';

/**
 * The arithmetic that may run elsewhere than in plain loops. `cpu-compute` is the definition of right;
 * every other implementation passes the same tests.
 */
export interface Compute {
  readonly name: 'cpu' | 'webgpu';
  /** One inner product per row: result[r] = Σ_c matrix[r, c] · vector[c]. `vector` has `matrix.cols` entries. */
  multiply(matrix: Matrix, vector: Float64Array): Promise<Float64Array>;
  /** Opens a factorisation: both factors live on the device until `dispose`. */
  openFactorization(problem: FactorizationProblem): Promise<Factorization>;
  dispose(): void;
}

/** Observed entries of G and the starting factors (eq. 3). Pair p is (queryRow[p], itemRow[p], target[p]). */
export interface FactorizationProblem {
  /** |Qtrain| x d; copied, not written to. */
  readonly queryFactors: Matrix;
  /** Items with at least one observed pair x d; copied, not written to. */
  readonly itemFactors: Matrix;
  readonly queryRow: Uint32Array;
  readonly itemRow: Uint32Array;
  readonly target: Float32Array;
  readonly learningRate: number;
  readonly weightDecay: number;
}

export interface Factorization {
  /**
   * One AdamW step (decoupled weight decay, betas .9/.999, eps 1e-8) on the mean squared error of the
   * pairs `order[start..end)`. Every row of both factors is updated, as torch.optim.AdamW does with dense
   * gradients. Returns the sum of squared errors of those pairs *before* the step.
   */
  step(order: Uint32Array, start: number, end: number): Promise<number>;
  /** The factors as they are now. */
  read(): Promise<{ queryFactors: Matrix; itemFactors: Matrix }>;
  dispose(): void;
}
