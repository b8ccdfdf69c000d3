import { momentsOf } from '../../src/core/moments.ts';

/** `docRows` by falling score; what ties stays in the order it came in. `scores` is aligned with `docRows`. */
export function rerank(docRows: Uint32Array, scores: Float64Array): Uint32Array {
  const order = Uint32Array.from(docRows.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
  return order.map((position) => docRows[position]);
}

/**
 * Sum of two systems' scores for one query's candidates, each as z-scores over the candidates, so that neither
 * has the greater weight. A system that scores all alike adds nothing.
 */
export function sumOfZScores(left: Float64Array, right: Float64Array): Float64Array {
  const rightScores = zScores(right);
  return zScores(left).map((score, i) => score + rightScores[i]);
}

function zScores(values: Float64Array): Float64Array {
  const { mean, sd } = momentsOf(values);
  return values.map((value) => (sd === 0 ? 0 : (value - mean) / sd));
}
