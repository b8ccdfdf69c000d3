import { pick } from '../adaptive-search-state.ts';
import { topK } from '../top-k.ts';
import type { BatchContext, RankedItems } from './batch-context.ts';

/** AXN, algorithm 1: the highest estimates. */
export function rankGreedily({ state }: BatchContext, count: number): RankedItems {
  const { docRows } = topK(state.scaledEstimates, count, state.isClosed);
  return { docRows, values: pick(state.scaledEstimates, docRows) };
}
