import { gatherFeatures, splitPoint } from './item-features.ts';
import type { ItemFeatures, QueryPosterior } from './query-model.ts';
import type { RidgeFactor } from './ridge-system.ts';

/** Items whose variances are computed together: enough to share the factor, few enough to stay in the cache. */
const ITEMS_AT_ONCE = 64;

/** N(weights, sigma^2 M^-1) with sigma^2 = mu tau^2, by the factor of M or of the dual system. */
export function openPosterior(
  features: ItemFeatures,
  factor: RidgeFactor,
  weights: Float64Array,
  priorVariance: number,
  mu: number,
): QueryPosterior {
  return {
    noiseVariance: mu * priorVariance,
    priorVariance,
    variances(docRows) {
      const variances = new Float64Array(docRows.length);
      for (let start = 0; start < docRows.length; start += ITEMS_AT_ONCE) {
        const rows = gatherFeatures(features, docRows.subarray(start, start + ITEMS_AT_ONCE));
        variances.set(
          factor.remainingVariances(rows).map((share) => priorVariance * share),
          start,
        );
      }
      return variances;
    },
    sample(random) {
      const deviation = factor.sampleDeviation(random);
      const drawn = weights.map((weight, c) => weight + Math.sqrt(priorVariance) * deviation[c]);
      return splitPoint(drawn, features.matrix.cols);
    },
  };
}
