import type { MapPoint, ScreenSize, ViewMatrix } from './map-geometry.ts';

/** What part of the map is seen: a point in unit coordinates is drawn at scale * point + (x, y). */
export interface MapCamera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE_MAP: MapCamera = { scale: 1, x: 0, y: 0 };

const SMALLEST_SCALE = 0.25;
const LARGEST_SCALE = 1e4;

/** The matrix that `toScreen` takes. */
export function viewMatrix({ scale, x, y }: MapCamera): ViewMatrix {
  return [scale, 0, 0, 0, 0, scale, 0, 0, 0, 0, 1, 0, x, y, 0, 1];
}

/** Where a place on the canvas (CSS pixels from the top left corner) is, seen by the camera; the inverse of `toScreen`. */
export function toMap(camera: MapCamera, size: ScreenSize, place: MapPoint): MapPoint {
  const seen = fromPixels(size, place);
  return { x: (seen.x - camera.x) / camera.scale, y: (seen.y - camera.y) / camera.scale };
}

/** Moves the picture by CSS pixels. */
export function panned(camera: MapCamera, size: ScreenSize, moved: MapPoint): MapCamera {
  return {
    ...camera,
    x: camera.x + (2 * moved.x) / size.height,
    y: camera.y - (2 * moved.y) / size.height,
  };
}

/** Things `factor` times as large, within limits; what is at `place` stays there, by default the middle. */
export function zoomed(
  camera: MapCamera,
  size: ScreenSize,
  factor: number,
  place: MapPoint = { x: size.width / 2, y: size.height / 2 },
): MapCamera {
  const scale = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, camera.scale * factor));
  const fixed = toMap(camera, size, place);
  const seen = fromPixels(size, place);
  return { scale, x: seen.x - scale * fixed.x, y: seen.y - scale * fixed.y };
}

/** Height 2, upwards, the origin in the middle; one unit is as long on both axes. */
function fromPixels({ width, height }: ScreenSize, { x, y }: MapPoint): MapPoint {
  return { x: (2 * x - width) / height, y: (height - 2 * y) / height };
}
