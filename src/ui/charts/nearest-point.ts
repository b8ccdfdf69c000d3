import type { MapPoint } from './map-geometry.ts';

/** The position, of those given, of the point (rows x 2) that is nearest to `place`; undefined: none within `reach`. */
export function nearestPoint(
  points: Float32Array,
  positions: Uint32Array,
  place: MapPoint,
  reach: number,
): number | undefined {
  let nearest: number | undefined;
  let smallest = reach * reach;
  for (const position of positions) {
    const [dx, dy] = [points[2 * position] - place.x, points[2 * position + 1] - place.y];
    const squared = dx * dx + dy * dy;
    if (squared > smallest) continue;
    smallest = squared;
    nearest = position;
  }
  return nearest;
}
