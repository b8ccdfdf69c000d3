import { checkCount } from './check.ts';
import { openFullRankRows } from './full-rank-rows.ts';
import { type LeastSquaresRows, openIndependentRows } from './independent-rows.ts';
import { checkFeatures, featureCount, gatherFeatures, joinPoint, splitPoint } from './item-features.ts';
import { type MinimumNormSolution, minimumNormSolution } from './least-squares.ts';
import { mixWithPrior, RANK_TOLERANCE } from './query-embedding.ts';
import type { FittedQuery, ItemFeatures, QueryModel, QueryPoint } from './query-model.ts';
import { appendRows, type ScoredRows } from './ridge-system.ts';

/**
 * Rows, or columns, this far from depending on each other are ten times further than the specification's rank tolerance, so
 * that it finds them independent as well, whichever it begins with.
 */
const INDEPENDENCE = 10 * RANK_TOLERANCE;

/**
 * AXN's fit: eq. 4 and 7 over the features [item vector | columns]; `fitLeastSquares` and `mixWithPrior` are what it
 * equals. While the scored items are clearly independent (none yet that depends on others, and no more than features) one
 * decomposition grows with them; once there are more, another one while the features are. Where neither is clear, the rank
 * has to be found anew, over all items, by a decomposition from scratch: O(n D min(n, D)).
 */
export function openLeastSquaresModel(lambda: number, features: ItemFeatures, prior: QueryPoint): QueryModel {
  checkFeatures(features, prior);
  const length = featureCount(features);
  const priorWeights = joinPoint(prior);
  const rows: ScoredRows = { data: new Float64Array(), count: 0, length };
  const independent = openIndependentRows(rows, INDEPENDENCE);
  let fullRank: LeastSquaresRows | undefined;
  let isIndependent = true;
  let hasFullRank = false;

  function addItems(docRows: Uint32Array): void {
    const batch = gatherFeatures(features, docRows);
    appendRows(rows, batch);
    isIndependent &&= independent.grow();
    if (isIndependent || rows.count < length) return;
    fullRank ??= openFullRankRows(rows, INDEPENDENCE);
    hasFullRank = fullRank.grow();
  }

  function fit(targets: Float64Array): FittedQuery {
    checkCount('targets', targets.length, rows.count);
    const { x, rowWeights } = solve(targets);
    const weights = mixWithPrior(x, priorWeights, lambda);
    const itemWeights = rowWeights.map((weight) => (1 - lambda) * weight);
    return { ...splitPoint(weights, features.matrix.cols), itemWeights };
  }

  function solve(targets: Float64Array): MinimumNormSolution {
    if (isIndependent) return independent.solve(targets);
    return fullRank && hasFullRank ? fullRank.solve(targets) : solveAnew(targets);
  }

  function solveAnew(targets: Float64Array) {
    const data = rows.data.subarray(0, rows.count * length);
    return minimumNormSolution({ rows: rows.count, cols: length, data }, targets, RANK_TOLERANCE);
  }

  return { addItems, fit };
}
