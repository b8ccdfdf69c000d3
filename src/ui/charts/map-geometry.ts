/** Where things of the item map stand: map coordinates → unit coordinates (what is drawn) → CSS pixels. */

/** A point in map coordinates: along the two principal axes. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

/** From map to unit coordinates: (p - centre) * scale. */
export interface MapFit {
  readonly centreX: number;
  readonly centreY: number;
  readonly scale: number;
}

/** The part of the unit square that points may fill; the rest is margin. */
const FILLED_SHARE = 0.92;

/**
 * Fits all items (rows x 2) and the points of the path into x in [-aspect, aspect] and y in [-1, 1], with the
 * same scale on both axes. `aspect` is width / height of the drawing.
 */
export function fitMap(points: Float32Array, path: readonly MapPoint[], aspect: number): MapFit {
  let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
  const include = (x: number, y: number) => {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  };
  for (let i = 0; i < points.length; i += 2) include(points[i], points[i + 1]);
  for (const { x, y } of path) include(x, y);
  if (minX > maxX) return { centreX: 0, centreY: 0, scale: 1 };

  const widest = Math.max((maxX - minX) / 2 / aspect, (maxY - minY) / 2);
  return {
    centreX: (minX + maxX) / 2,
    centreY: (minY + maxY) / 2,
    // All points in one place: any scale will do.
    scale: widest > 0 ? FILLED_SHARE / widest : 1,
  };
}

export function toUnit(fit: MapFit, { x, y }: MapPoint): MapPoint {
  return { x: (x - fit.centreX) * fit.scale, y: (y - fit.centreY) * fit.scale };
}

/** 4 x 4, column-major, as the camera of the scatter plot keeps it. */
export type ViewMatrix = ArrayLike<number>;

export const INITIAL_VIEW: ViewMatrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

export interface ScreenSize {
  /** CSS pixels */
  readonly width: number;
  readonly height: number;
}

/** CSS pixels from the top left corner of a point in unit coordinates, as the camera sees it. */
export function toScreen(view: ViewMatrix, size: ScreenSize, { x, y }: MapPoint): MapPoint {
  const aspect = size.width / size.height;
  const viewX = view[0] * x + view[4] * y + view[12];
  const viewY = view[1] * x + view[5] * y + view[13];
  return { x: (size.width * (viewX / aspect + 1)) / 2, y: (size.height * (1 - viewY)) / 2 };
}

/** What is drawn of one item. */
export const ITEM_KIND = { unscored: 0, foundEarlier: 1, foundNow: 2 } as const;

/** Rows in the order they are painted: the ones that matter last, so that nothing covers them. */
export function paintOrder(kinds: Uint8Array): number[] {
  const rowsOfKind: number[][] = [[], [], []];
  kinds.forEach((kind, row) => void rowsOfKind[kind].push(row));
  return rowsOfKind.flat();
}
