import { checkCount } from './check.ts';
import { withRoom } from './growing.ts';
import { checkFeatures, featureCount, gatherFeatures, joinPoint, splitPoint } from './item-features.ts';
import type { FittedQuery, ItemFeatures, QueryModel, QueryPoint } from './query-model.ts';
import { appendRows, combineRows, multiplyRows, type ScoredRows } from './ridge-system.ts';

/**
 * TouR with soft labels (Sung et al., Optimizing Test-Time Query Representations for Dense Retrieval, arXiv 2205.12680):
 * the loss is KL(P || Q), with P = softmax(targets) and Q = softmax(Phi_A u) over the items scored so far; its gradient
 * by u is Phi_A^T (Q - P). Each `fit` is one step of plain gradient descent from where the last one ended, the first
 * from the prior: u += learningRate Phi_A^T (P - Q). Columns are fitted as further features.
 *
 * The published code also has momentum, a temperature of the labels and a stop when the best estimate is relevant, and
 * sees only the newest top k; here the label's temperature is that of the score scale, and all scored items count.
 */
export function openGradientModel(
  learningRate: number,
  features: ItemFeatures,
  prior: QueryPoint,
): QueryModel {
  checkFeatures(features, prior);
  const rows: ScoredRows = { data: new Float64Array(), count: 0, length: featureCount(features) };
  const weights = joinPoint(prior);
  // All steps together are one combination of the rows.
  let itemWeights: Float64Array = new Float64Array();

  function addItems(docRows: Uint32Array): void {
    appendRows(rows, gatherFeatures(features, docRows));
    itemWeights = withRoom(itemWeights, rows.count);
  }

  function fit(targets: Float64Array): FittedQuery {
    checkCount('targets', targets.length, rows.count);
    const wanted = softmax(targets);
    const current = softmax(multiplyRows(rows, weights));
    const shares = wanted.map((share, i) => learningRate * (share - current[i]));
    const step = combineRows(rows, shares);
    shares.forEach((share, i) => {
      itemWeights[i] += share;
    });
    step.forEach((value, c) => {
      weights[c] += value;
    });
    return { ...splitPoint(weights, features.matrix.cols), itemWeights: itemWeights.slice(0, rows.count) };
  }

  return { addItems, fit };
}

/** Less the largest, so that no power overflows. */
function softmax(values: Float64Array): Float64Array {
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
