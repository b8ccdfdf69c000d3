import type { ScoreScale } from '../core/score-scale.ts';
import type { Matrix } from '../core/types.ts';

/** What adaptive search estimates with. */
export interface ItemSpace {
  /** |I| x d */
  readonly itemVectors: Matrix;
  /** From cross-encoder scores to the units of prior · item. */
  readonly scoreScale: ScoreScale | 'first-batch';
  /** Whether it is the dual-encoder's own: its ranking and the dual-encoder's are one. */
  readonly isDualEncoder: boolean;
  /** d entries: the query's embedding before anything is scored; undefined where this space has none for it. */
  priorOf(queryText: string): Promise<Float64Array | undefined>;
}
