import { estimateItems } from '../item-estimates.ts';
import { topK } from '../top-k.ts';
import { type BatchContext, posteriorOf } from './batch-context.ts';

/**
 * Thompson sampling: each item of the batch is the highest, of those not scored or taken yet, by one draw of the query
 * embedding from its posterior. Costs one pass over all items for each item of the batch. Throws CancelledError
 * between draws.
 */
export async function chooseByThompson(
  { state, compute, random, cancel }: BatchContext,
  count: number,
): Promise<Uint32Array> {
  const posterior = posteriorOf(state, "The batch rule 'thompson'");
  const isClosed = state.isClosed.slice();
  const chosen = new Uint32Array(count);
  for (let place = 0; place < count; place++) {
    cancel?.throwIfAborted();
    const drawn = await estimateItems(compute, state.features, posterior.sample(random));
    chosen[place] = topK(drawn, 1, isClosed).docRows[0];
    isClosed[chosen[place]] = 1;
  }
  return chosen;
}
