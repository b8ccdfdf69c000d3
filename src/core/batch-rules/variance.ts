import { pick } from '../adaptive-search-state.ts';
import { estimateItems } from '../item-estimates.ts';
import { openQueryModel } from '../open-query-model.ts';
import { topK } from '../top-k.ts';
import type { BatchContext, RankedItems } from './batch-context.ts';

/** Fits from scratch for each batch, and passes over all items. */
const HALF_COUNT = 8;

/**
 * ADACUR's variance rule (arXiv 2305.02996): the items whose estimates differ most between fits on random halves of the
 * scored items. With one scored item there is but one half, and the lowest rows are taken.
 * Throws CancelledError between fits.
 */
export async function rankByVariance(context: BatchContext, count: number): Promise<RankedItems> {
  const { features, fit, prior, scoredRows, targets, isClosed } = context.state;
  const halfSize = Math.ceil(scoredRows.length / 2);
  const mean = new Float64Array(features.matrix.rows);
  const squares = new Float64Array(mean.length);
  for (let half = 1; half <= HALF_COUNT; half++) {
    context.cancel?.throwIfAborted();
    const positions = context.random.sample(scoredRows.length, halfSize);
    const model = openQueryModel(fit, features, prior);
    model.addItems(positions.map((position) => scoredRows[position]));
    const fitted = model.fit(pick(targets, positions));
    const estimates = await estimateItems(context.compute, features, fitted);
    // Welford's update: the squares stay exact where all estimates are equal.
    for (let row = 0; row < mean.length; row++) {
      const difference = estimates[row] - mean[row];
      mean[row] += difference / half;
      squares[row] += difference * (estimates[row] - mean[row]);
    }
  }
  const { docRows } = topK(squares, count, isClosed);
  return { docRows, values: pick(squares, docRows) };
}
