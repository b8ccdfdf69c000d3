import { topK } from '../top-k.ts';
import { type BatchContext, posteriorOf, type RankedItems, rankItems } from './batch-context.ts';

/**
 * Items whose variance is computed, at most (or as many as the batch, if that is larger). Reached only while the bounds
 * are loose; then items whose bound is lower are passed over, and the batch is no longer certain to be the highest.
 */
const MOST_VARIANCES = 2048;

/** Variances are asked for in groups: one by one, checking whether more are needed would cost more than they do. */
const GROUP_SIZE = 128;

/**
 * The highest of estimate + `deviations` standard deviations of the estimate, the noise of a score left out. Variances
 * are computed in descending order of what each item can reach at most, until no other can come into the batch.
 */
export function rankByUpperConfidence(context: BatchContext, deviations: number, count: number): RankedItems {
  const { scaledEstimates, isClosed } = context.state;
  const posterior = posteriorOf(context.state, "The batch rule 'upper-confidence'");
  const bounds = context.deviationBounds(context.state);
  const reach = scaledEstimates.map((estimate, row) => estimate + deviations * bounds[row]);
  const candidates = topK(reach, Math.max(MOST_VARIANCES, count), isClosed).docRows;

  let ranked: RankedItems = { docRows: new Uint32Array(), values: new Float64Array() };
  for (let start = 0; start < candidates.length; start += GROUP_SIZE) {
    const isFull = ranked.docRows.length === count;
    if (isFull && ranked.values[count - 1] > reach[candidates[start]]) break;
    const group = candidates.subarray(start, start + GROUP_SIZE);
    const variances = posterior.variances(group);
    const values = Float64Array.from(
      group,
      (row, i) => scaledEstimates[row] + deviations * Math.sqrt(variances[i]),
    );
    ranked = rankItems(
      Uint32Array.from([...ranked.docRows, ...group]),
      Float64Array.from([...ranked.values, ...values]),
      count,
    );
  }
  return ranked;
}
