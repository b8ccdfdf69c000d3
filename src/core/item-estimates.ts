import type { Compute } from './compute.ts';
import type { ItemFeatures, QueryPoint } from './query-model.ts';

/** matrix · vector + Σ columns · weights of every item, scaled units. */
export async function estimateItems(
  compute: Compute,
  { matrix, columns }: ItemFeatures,
  { vector, columnWeights }: QueryPoint,
): Promise<Float64Array> {
  const estimates = await compute.multiply(matrix, vector);
  columns.forEach(({ values }, c) => {
    const weight = columnWeights[c];
    for (let row = 0; row < estimates.length; row++) estimates[row] += weight * values[row];
  });
  return estimates;
}
