import { openRows, pick } from '../adaptive-search-state.ts';
import { momentsOf } from '../moments.ts';
import type { Random } from '../random.ts';
import { topK } from '../top-k.ts';
import type { BatchContext, RankedItems } from './batch-context.ts';

/**
 * Draws without replacement with probabilities e^(z / temperature), z the estimate in standard deviations of the
 * estimates of all items that can still be scored: the highest of z / temperature plus Gumbel noise (Kool et al. 2019,
 * "Stochastic beams and where to find them"). Estimates that are all equal give a uniform draw.
 */
export function rankBySoftmax(
  { state, random }: BatchContext,
  temperature: number,
  count: number,
): RankedItems {
  const rows = openRows(state.isClosed);
  const perturbed = pick(state.scaledEstimates, rows);
  const { mean, sd } = momentsOf(perturbed);
  const scale = sd > 0 ? 1 / (sd * temperature) : 0;
  for (let i = 0; i < perturbed.length; i++) {
    perturbed[i] = scale * (perturbed[i] - mean) + gumbel(random);
  }
  const best = topK(perturbed, count).docRows;
  return { docRows: best.map((position) => rows[position]), values: pick(perturbed, best) };
}

function gumbel(random: Random): number {
  // 1 - nextFloat() is in (0, 1]; at 1 the inner logarithm is 0 and the noise infinite, as one draw in 2^53 is.
  return -Math.log(-Math.log(1 - random.nextFloat()));
}
