import type { Tower } from './tower.ts';
import type { Matrix, Ranking, SparseMatrix } from './types.ts';

/**
 * The arithmetic that may run elsewhere than in plain loops. `cpu-compute` is the definition of right;
 * every other implementation passes the same tests.
 */
export interface Compute {
  readonly name: ComputeName;
  /** One inner product per row: result[r] = Σ_c matrix[r, c] · vector[c]. `vector` has `matrix.cols` entries. */
  multiply(matrix: Matrix, vector: Float64Array): Promise<Float64Array>;
  /**
   * The `count` rows with the largest inner products, without those where `excluded[row]` is not 0. Fewer where
   * there are fewer. The scores are rounded to float32 before they are compared; ties go to the lower row. A NaN is
   * an InvalidArgumentError, as in `topK`.
   */
  nearest(matrix: Matrix, vector: Float64Array, count: number, excluded?: Uint8Array): Promise<Ranking>;
  /** Opens a factorisation: both factors live on the device until `dispose`. */
  openFactorization(problem: FactorizationProblem): Promise<Factorization>;
  /** Many ridge regressions with the same features: one half of a sweep of alternating least squares. */
  solveRidges(problem: RidgeProblem): Promise<Matrix>;
  /** Opens the training of two towers (MF_Ind): their weights live on the device until `dispose`. */
  openTowers(problem: TowerProblem): Promise<TowerTraining>;
  /** Row r of the result is the tower's output for row r of `inputs` (rows x d). */
  applyTower(tower: Tower, inputs: Matrix): Promise<Matrix>;
  dispose(): void;
}

/** `cpu`: plain loops in float64, the definition. `simd`: WebAssembly. */
export type ComputeName = 'cpu' | 'simd' | 'webgpu';

/**
 * Row r of the solution minimises Σ_j (x · fixed[col_j] − value_j)² + mu n_r |x − prior[r]|² over the n_r entries j of
 * row r of `observed`: ALS with weighted regularisation (Zhou et al. 2008, "Large-scale parallel collaborative
 * filtering for the Netflix prize"), shrinking to a prior instead of to zero. A row without entries is its prior.
 */
export interface RidgeProblem {
  /** rows x fixed.rows */
  readonly observed: SparseMatrix;
  /** Features, one row for each column of `observed`; x d. */
  readonly fixed: Matrix;
  /** rows x d */
  readonly prior: Matrix;
  /** Above 0. */
  readonly mu: number;
}

/** MF_Ind on observed entries of G: both towers map the frozen vectors of a dual-encoder. */
export interface TowerProblem {
  /** |Qtrain| x d, frozen. */
  readonly queryInputs: Matrix;
  /** Items with at least one observed pair x d, frozen. */
  readonly itemInputs: Matrix;
  /** Where training starts; copied, not written to. */
  readonly queryTower: Tower;
  readonly itemTower: Tower;
  readonly queryRow: Uint32Array;
  readonly itemRow: Uint32Array;
  readonly target: Float32Array;
  readonly learningRate: number;
  readonly weightDecay: number;
}

export interface TowerTraining {
  /**
   * One AdamW step (as in `Factorization.step`, on all weights of both towers) on the mean squared error of
   * queryTower(query) · itemTower(item) over the pairs `order[start..end)`. Returns the sum of squared errors of those
   * pairs *before* the step.
   */
  step(order: Uint32Array, start: number, end: number): Promise<number>;
  /** The towers as they are now. */
  read(): Promise<{ queryTower: Tower; itemTower: Tower }>;
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
