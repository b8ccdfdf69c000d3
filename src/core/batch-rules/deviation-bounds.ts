import type { ItemFeatures } from '../query-model.ts';
import { type DeviationBounds, posteriorOf } from './batch-context.ts';

/**
 * Upper bounds of the standard deviation of every item's estimate, without computing it. The posterior is nowhere wider
 * than the prior, so tau |features| is one. With an intercept, whose constant is far longer than the item vectors, that
 * says little; but an item differs from a scored one in its vector x alone, hence also
 * sd(scored) + tau (|x| + |x of the scored|). The lengths are computed once for each search.
 */
export function openDeviationBounds(features: ItemFeatures, hasIntercept: boolean): DeviationBounds {
  let lengths: Float64Array | undefined;
  return (state) => {
    const posterior = posteriorOf(state, 'A bound of the deviations');
    const tau = Math.sqrt(posterior.priorVariance);
    lengths ??= lengthsOf(features, hasIntercept);
    if (!hasIntercept) return lengths.map((length) => tau * length);

    const intercept = features.columns[features.columns.length - 1].values[0];
    const anchor = state.scoredRows.slice(0, 1);
    const fromAnchor = Math.sqrt(posterior.variances(anchor)[0]) + tau * lengths[anchor[0]];
    return lengths.map((length) =>
      Math.min(tau * Math.sqrt(length ** 2 + intercept ** 2), fromAnchor + tau * length),
    );
  };
}

/** Of the item vectors with their columns, but for the intercept. */
function lengthsOf({ matrix, columns }: ItemFeatures, hasIntercept: boolean): Float64Array {
  const lengths = new Float64Array(matrix.rows);
  const others = hasIntercept ? columns.slice(0, -1) : columns;
  for (let row = 0; row < matrix.rows; row++) {
    let squares = 0;
    const end = (row + 1) * matrix.cols; // exclusive
    for (let at = row * matrix.cols; at < end; at++) squares += matrix.data[at] * matrix.data[at];
    for (const { values } of others) squares += values[row] ** 2;
    lengths[row] = Math.sqrt(squares);
  }
  return lengths;
}
