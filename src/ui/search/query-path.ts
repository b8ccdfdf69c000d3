import { norm } from '../../core/matrix.ts';
import { project } from '../../core/pca.ts';
import type { ItemMap, RoundReport } from '../../workers/client.ts';
import type { MapPoint } from '../charts/map-geometry.ts';

/**
 * Where the query embedding stood before any round (when `priorVector` is there and not zero) and after each
 * of the first `roundIndex` rounds, oldest first. Scaled to the items' mean length: the inner product ranks
 * the same at any length, and the fitted embedding's own length is in units of the scores.
 */
export function queryPath(
  map: ItemMap,
  priorVector: Float64Array | undefined,
  rounds: readonly RoundReport[],
  roundIndex: number,
): MapPoint[] {
  const embeddings = rounds.slice(0, roundIndex).map(({ queryVector }) => queryVector);
  return [...(priorVector ? [priorVector] : []), ...embeddings].flatMap((embedding) => {
    const length = norm(embedding);
    if (length === 0) return [];
    const [x, y] = project(
      map,
      embedding.map((value) => (value * map.meanItemNorm) / length),
    );
    return [{ x, y }];
  });
}
