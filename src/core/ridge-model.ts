import { checkCount } from './check.ts';
import { openDualRidge } from './dual-ridge.ts';
import { openFeatureGram } from './feature-gram.ts';
import { checkFeatures, featureCount, gatherFeatures, joinPoint, splitPoint } from './item-features.ts';
import { chooseMu, leaveOneOutError, muGrid, neighboursOf } from './leave-one-out.ts';
import { type DenseMatrix, dotRange } from './linalg.ts';
import { openPrimalRidge } from './primal-ridge.ts';
import type { FittedQuery, ItemFeatures, QueryModel, QueryPoint } from './query-model.ts';
import { openPosterior } from './ridge-posterior.ts';
import { appendRows, multiplyRows, type ScoredRows } from './ridge-system.ts';

/**
 * Up to so many items per feature the dual takes in the batch with which the primal takes over, for the diagonals of H^-1 to
 * go on there; with more, anew is cheaper.
 */
const CARRIED_UP_TO = 2;

/** Up to that many items every mu of the grid is tried in every round; from there on those next to the last. */
const FULL_GRID_ITEMS = 64;

/**
 * Prior-centred ridge: u = u_prior + Phi_A^T (Phi_A Phi_A^T + mu I)^-1 (a - Phi_A u_prior), float64, where the features
 * Phi are [item vector | columns]; `fitPriorCentredRidge` is what it equals. The dual system grows with the items while
 * there are fewer than features; then the primal one takes over, once and for all.
 *
 * mu 'leave-one-out': chosen at every fit (see `chooseMu`). Without any item the fit is the prior, without a posterior.
 * `fit` throws InvalidArgumentError when mu is too small for the features to give a positive definite system.
 */
export function openRidgeModel(
  mu: number | 'leave-one-out',
  features: ItemFeatures,
  prior: QueryPoint,
): QueryModel {
  checkFeatures(features, prior);
  const length = featureCount(features);
  const priorWeights = joinPoint(prior);
  const choosesMu = mu === 'leave-one-out';
  const rows: ScoredRows = { data: new Float64Array(), count: 0, length };
  const gram = openFeatureGram(rows);
  let system = openDualRidge(rows, choosesMu);
  let isDual = true;
  /** Of the scored items' vectors, and of all their features; summed. */
  let vectorSquares = 0;
  let featureSquares = 0;
  let lastMu: number | undefined;

  function addItems(docRows: Uint32Array): void {
    const batch = gatherFeatures(features, docRows);
    appendRows(rows, batch);
    vectorSquares += squaresOf(batch, features.matrix.cols);
    featureSquares += squaresOf(batch, length);
    // The primal's matrix is begun when two thirds of its items are there, so that no single round has to make all of
    // it, and a search that ends sooner none.
    if (isDual && 3 * rows.count >= 2 * length) {
      gram.upTo(Math.min(rows.count, gram.count + 3 * batch.rows));
    }
    if (!isDual || rows.count < length) {
      system.grow();
      return;
    }
    // Without a chosen mu there is no diagonal yet.
    const carries = lastMu !== undefined && rows.count <= CARRIED_UP_TO * length;
    if (carries) system.grow();
    system = openPrimalRidge(rows, gram, choosesMu, carries ? system.inverseDiagonals() : new Map());
    isDual = false;
  }

  function chooseFrom(residual: Float64Array): number {
    const grid = muGrid((vectorSquares || featureSquares) / rows.count);
    const isFull = rows.count <= FULL_GRID_ITEMS || lastMu === undefined;
    const errorOf = (tried: number) => {
      const factor = system.factor(tried);
      return leaveOneOutError(factor.solve(residual).itemWeights, factor.inverseDiagonal());
    };
    const chosen = chooseMu(grid, errorOf, isFull ? undefined : lastMu);
    system.keep(rows.count <= FULL_GRID_ITEMS ? grid : neighboursOf(grid, chosen));
    lastMu = chosen;
    return chosen;
  }

  function fit(targets: Float64Array): FittedQuery {
    checkCount('targets', targets.length, rows.count);
    if (rows.count === 0) return { ...prior, itemWeights: new Float64Array() };
    const expected = multiplyRows(rows, priorWeights);
    const residual = targets.map((target, i) => target - expected[i]);
    const usedMu = mu === 'leave-one-out' ? chooseFrom(residual) : mu;
    const factor = system.factor(usedMu);
    const { itemWeights, correction } = factor.solve(residual);
    const weights = priorWeights.map((value, c) => value + correction[c]);
    // r^T H^-1 r as a sum of squares: H^-1 r itself loses its digits where mu is tiny.
    const priorVariance = (usedMu * squaredLength(itemWeights) + squaredLength(correction)) / rows.count;
    const posterior = openPosterior(features, factor, weights, priorVariance, usedMu);
    return { ...splitPoint(weights, features.matrix.cols), mu: usedMu, itemWeights, posterior };
  }

  return { addItems, fit };
}

/** Of the first `count` features of each item, summed. */
function squaresOf({ data, rows, cols }: DenseMatrix, count: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += dotRange(data, row * cols, data, row * cols, count);
  return sum;
}

function squaredLength(values: Float64Array): number {
  return dotRange(values, 0, values, 0, values.length);
}
