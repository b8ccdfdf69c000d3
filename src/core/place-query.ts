/** Where a query embedding is drawn on a map of the items: approximate by nature, as d dimensions become two. */
import { norm } from './matrix.ts';
import { type Pca, project } from './pca.ts';

/** Items whose mean place a query embedding takes where no projection exists. */
export const NEAREST_FOR_PLACE = 15;

/**
 * Projected onto the two axes, at the mean length of the items: the inner product ranks the same at any length, and a
 * fitted embedding's own length is in units of the scores. Undefined for one of no length, which has no direction.
 */
export function placeByProjection(
  map: Pick<Pca, 'mean' | 'axes'> & { readonly meanItemNorm: number },
  vector: Float64Array,
): readonly [number, number] | undefined {
  const length = norm(vector);
  if (length === 0) return undefined;
  const [x, y] = project(
    map,
    vector.map((value) => (value * map.meanItemNorm) / length),
  );
  return [x, y];
}

/** The mean place of the given items; `points` is rows x 2. Undefined for none. */
export function placeAmong(points: Float32Array, rows: Uint32Array): readonly [number, number] | undefined {
  if (rows.length === 0) return undefined;
  let [x, y] = [0, 0];
  for (const row of rows) {
    x += points[2 * row];
    y += points[2 * row + 1];
  }
  return [x / rows.length, y / rows.length];
}
