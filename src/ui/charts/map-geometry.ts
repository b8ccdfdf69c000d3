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

/** How one item is marked over its point. Told apart by shape as well as by colour. */
export type MarkShape = 'diamond' | 'disc' | 'cross' | 'ring' | 'dashed-ring';

/** CSS pixels from the middle to the edge. */
const MARK_RADIUS: Readonly<Record<MarkShape, number>> = {
  diamond: 5,
  disc: 3,
  cross: 4,
  ring: 7.5,
  'dashed-ring': 7.5,
};

/** The `d` of one SVG path that draws the shape at every place, CSS pixels; what lies outside the drawing is left out. */
export function markPath(shape: MarkShape, places: readonly MapPoint[], size: ScreenSize): string {
  const radius = MARK_RADIUS[shape];
  return places
    .filter(({ x, y }) => x > -radius && y > -radius && x < size.width + radius && y < size.height + radius)
    .map(({ x, y }) => outline(shape, round(x), round(y), radius))
    .join('');
}

function outline(shape: MarkShape, x: number, y: number, r: number): string {
  switch (shape) {
    case 'diamond':
      return `M${x} ${y}m0 ${-r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;
    case 'cross':
      return `M${x} ${y}m${-r} ${-r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`;
    default:
      return `M${x} ${y}m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  }
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** Positions of the points (rows x 2) inside a polygon of the same coordinates, by the even-odd rule, ascending. */
export function pointsInPolygon(points: Float32Array, polygon: readonly MapPoint[]): Uint32Array {
  const [xs, ys] = [polygon.map(({ x }) => x), polygon.map(({ y }) => y)];
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const inside: number[] = [];
  for (let position = 0; position < points.length / 2; position++) {
    const x = points[2 * position];
    const y = points[2 * position + 1];
    if (x < minX || x > maxX || y < minY || y > maxY) continue;
    let isInside = false;
    for (let i = 0, before = xs.length - 1; i < xs.length; before = i++) {
      if (ys[i] > y === ys[before] > y) continue;
      const crossing = xs[i] + ((y - ys[i]) / (ys[before] - ys[i])) * (xs[before] - xs[i]);
      if (x < crossing) isInside = !isInside;
    }
    if (isInside) inside.push(position);
  }
  return Uint32Array.from(inside);
}

/** The inverse of `toUnit`. */
export function fromUnit(fit: MapFit, { x, y }: MapPoint): MapPoint {
  return { x: x / fit.scale + fit.centreX, y: y / fit.scale + fit.centreY };
}

/** Whether all of the path is inside the drawing before any panning. */
export function fitHolds(fit: MapFit, path: readonly MapPoint[], aspect: number): boolean {
  return path.every((point) => {
    const { x, y } = toUnit(fit, point);
    return Math.abs(x) <= aspect && Math.abs(y) <= 1;
  });
}
