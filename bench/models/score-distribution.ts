import { momentsOf } from '../../src/core/moments.ts';
import { quantile } from '../../src/core/quantile.ts';

export interface ScoreDistribution {
  readonly count: number;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly q05: number;
  readonly q25: number;
  readonly median: number;
  readonly q75: number;
  readonly q95: number;
  readonly max: number;
}

/** Where scores lie; undefined without any. */
export function distributionOf(scores: Float64Array): ScoreDistribution | undefined {
  if (scores.length === 0) return undefined;
  const ascending = scores.toSorted();
  const at = (share: number) => quantile(ascending, share);
  return {
    count: scores.length,
    ...momentsOf(scores),
    min: at(0),
    q05: at(0.05),
    q25: at(0.25),
    median: at(0.5),
    q75: at(0.75),
    q95: at(0.95),
    max: at(1),
  };
}
