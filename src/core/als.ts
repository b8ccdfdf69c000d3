import { checkNumber } from './check.ts';
import { meanSquaredError } from './held-out.ts';
import { type Factorized, type Factors, type MfTrnsOptions, trainFactors } from './mf-trns.ts';
import { prepareScores } from './observed-scores.ts';
import { sparseFromEntries } from './sparse-from-entries.ts';
import { packRows } from './trained-rows.ts';

/**
 * Of 0.001, 0.003, ... 1 the one with the lowest held-out error, after three sweeps, on the pairs that a comment in
 * `factorizeByAls` describes.
 */
export const DEFAULT_REGULARIZATION = 0.01;
/** More than those pairs needed. */
export const DEFAULT_SWEEPS = 10;

/** An epoch is one sweep over both factors. */
export interface AlsOptions extends MfTrnsOptions {
  /** mu of `RidgeProblem`: the pull of each row towards its initial vector; above 0. */
  readonly regularization: number;
}

/**
 * MF_Trns by alternating least squares: with one factor fixed, each row of the other is a ridge regression that
 * shrinks to the row's initial vector, solved exactly. Each half of a sweep lowers
 * Σ (u_q · v_i - g_qi)² + mu Σ n_q |u_q - u_q0|² + mu Σ n_i |v_i - v_i0|² over the training pairs, n counting the pairs
 * of a row. Kept vectors and result are as in `factorize`; the loss is the mean squared error after the sweep.
 *
 * Throws InvalidArgumentError, FactorizeError when training diverges, CancelledError between the halves of a sweep.
 */
export async function factorizeByAls(options: AlsOptions): Promise<Factorized> {
  const { compute, cancel, regularization: mu } = options;
  checkNumber('regularization', mu, mu > 0, 'above 0');
  const scores = prepareScores(options);
  const { queryRow, itemRow, target } = scores;
  const queryPrior = packRows(options.queryVectors, scores.queries);
  const itemPrior = packRows(options.itemVectors, scores.items);
  const byQuery = sparseFromEntries(queryPrior.rows, itemPrior.rows, queryRow, itemRow, target);
  const byItem = sparseFromEntries(itemPrior.rows, queryPrior.rows, itemRow, queryRow, target);
  const trainPairs = { queryRow, docRow: itemRow };
  const everyPair = Uint32Array.from(target.keys());
  let factors: Factors = { queryFactors: queryPrior, itemFactors: itemPrior };

  // Queries first. A query has many pairs and an item few, so the level and the spread of a query's scores are best
  // learned by its own vector; items that are solved first have to take them up. And what is solved last fits the
  // other factor exactly: that should be the items, which are what an index keeps. Measured on simulated scores (a
  // nonlinear function with noise of 128 dimensions of MiniLM vectors of scifact, starting from 64 of them; 300 queries
  // x 50 of 5,183 items, mu 0.01): held-out error .111 at the start, .056, .053, .052 after three sweeps; with items
  // first .101, .094, .089.
  async function runSweep(): Promise<number> {
    const fixed = factors.itemFactors;
    const queryFactors = await compute.solveRidges({ observed: byQuery, fixed, prior: queryPrior, mu });
    cancel?.throwIfAborted();
    const itemFactors = await compute.solveRidges({
      observed: byItem,
      fixed: queryFactors,
      prior: itemPrior,
      mu,
    });
    factors = { queryFactors, itemFactors };
    return meanSquaredError(trainPairs, target, everyPair, queryFactors, itemFactors);
  }

  return trainFactors(options, scores, {
    setting: { name: 'regularization', value: mu, advice: 'try a larger one' },
    runEpoch: runSweep,
    readFactors: async () => factors,
  });
}
