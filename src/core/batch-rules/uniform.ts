import { openRows } from '../adaptive-search-state.ts';
import type { BatchContext } from './batch-context.ts';

/** Different items at random, every one equally likely. */
export function chooseUniformly({ state, random }: BatchContext, count: number): Uint32Array {
  const rows = openRows(state.isClosed);
  return random.sample(rows.length, count).map((position) => rows[position]);
}
