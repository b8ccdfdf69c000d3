import { createRandom } from '../../core/random.ts';
import type { ChartPalette } from './chart-palette.ts';
import { type MapCamera, panned, toMap, viewMatrix, WHOLE_MAP, zoomed } from './map-camera.ts';
import { fromUnit, type MapFit, type MapPoint, pointsInPolygon, type ViewMatrix } from './map-geometry.ts';
import { listenToGestures } from './map-gestures.ts';
import { nearestPoint } from './nearest-point.ts';
import { FEWEST_POINTS, type PointBudget, pickShown, pointBudget } from './point-budget.ts';
import { openPointCanvas } from './point-canvas.ts';

export interface ItemScatterplot {
  /** Draws these items; of several calls in a row the last one wins. */
  draw(scene: ItemScene): void;
  /** Positions that are drawn however few others are: those that are marked. */
  setAlwaysShown(positions: readonly number[]): void;
  setPalette(palette: ChartPalette): void;
  resize(width: number, height: number): void;
  /** Whether dragging draws a lasso instead of moving the map. */
  setLasso(isOn: boolean): void;
  /** factor 2 shows things twice as large. */
  zoom(factor: number): void;
  resetView(): void;
  close(): void;
}

export interface ItemScene {
  /** n x 2, map coordinates */
  readonly points: Float32Array;
  readonly fit: MapFit;
}

export interface ShownPoints {
  readonly shown: number;
  readonly total: number;
  readonly isMoving: boolean;
}

export interface ItemScatterplotOptions {
  readonly canvas: HTMLCanvasElement;
  readonly palette: ChartPalette;
  readonly onView: (view: ViewMatrix) => void;
  /** How many of the points are drawn, on a machine that is too slow for all. */
  readonly onShown: (shown: ShownPoints) => void;
  /** A position; undefined: no item is under the pointer any more. */
  readonly onHover: (position: number | undefined) => void;
  readonly onPick: (position: number) => void;
  /** Of all points inside the lasso, drawn or not. */
  readonly onLasso: (positions: Uint32Array) => void;
}

const ORDER_SEED = 1;
/** How long the map has to lie still before all points that it can draw appear again. */
const REST_MS = 250;
/** CSS pixels from a point within which the pointer is on it. */
const REACH = 6;

/** What is drawn, and what of it. */
interface Drawn extends ItemScene {
  /** n x 2, unit coordinates */
  readonly unit: Float32Array;
  readonly order: Uint32Array;
  readonly budget: PointBudget;
  readonly shown: Uint32Array;
}

/**
 * Opens the WebGL scatter plot of the item map. How many points a moving and a resting picture have is decided by how fast
 * the first of them are drawn. Throws when the browser gives no WebGL context.
 */
export function openItemScatterplot(options: ItemScatterplotOptions): ItemScatterplot {
  const { canvas, onView, onShown, onHover, onPick, onLasso } = options;
  const surface = openPointCanvas(canvas);
  let palette = options.palette;
  let size = { width: canvas.clientWidth, height: canvas.clientHeight };
  let camera = WHOLE_MAP;
  let drawn: Drawn | undefined;
  let always: readonly number[] = [];
  let isLassoOn = false;
  let isMoving = false;
  let hovered: number | undefined;
  let frame: number | undefined;
  let restTimer: ReturnType<typeof setTimeout> | undefined;

  function drawNow(): void {
    const { muted, accent, background } = palette;
    surface.draw(viewMatrix(camera), size, { point: muted, line: accent, background });
  }

  function drawSoon(): void {
    frame ??= requestAnimationFrame(() => {
      frame = undefined;
      drawNow();
    });
  }

  /** Of the second frame, as the first has more to do than draw. */
  function measureFrame(): number {
    let frameMs = 0;
    for (let repeat = 0; repeat < 2; repeat++) {
      const startedMs = performance.now();
      drawNow();
      surface.finish();
      frameMs = performance.now() - startedMs;
    }
    return frameMs;
  }

  /** Chooses the points that are drawn, out of those that this machine can draw. */
  function show(): void {
    if (!drawn) return;
    const { order, budget } = drawn;
    const count = isMoving ? budget.moving : budget.resting;
    const shown = Uint32Array.from(pickShown(order, count, always));
    drawn = { ...drawn, shown };
    surface.setShown(shown);
    onShown({ shown: shown.length, total: order.length, isMoving });
    drawSoon();
  }

  function setMoving(moving: boolean): void {
    if (moving === isMoving) return;
    isMoving = moving;
    if (drawn && drawn.budget.moving < drawn.order.length) show();
  }

  function moveTo(next: MapCamera): void {
    camera = next;
    onView(viewMatrix(camera));
    drawSoon();
    setMoving(true);
    clearTimeout(restTimer);
    restTimer = setTimeout(() => setMoving(false), REST_MS);
  }

  function positionAt(place: MapPoint): number | undefined {
    if (!drawn) return undefined;
    const reach = (2 * REACH) / size.height / camera.scale;
    return nearestPoint(drawn.unit, drawn.shown, toMap(camera, size, place), reach);
  }

  function drawLine(line: readonly MapPoint[]): void {
    surface.setLine(
      Float32Array.from(
        line.flatMap((place) => {
          const { x, y } = toMap(camera, size, place);
          return [x, y];
        }),
      ),
    );
    drawSoon();
  }

  const stopListening = listenToGestures(canvas, {
    hover(place) {
      const position = place && positionAt(place);
      if (position === hovered) return;
      hovered = position;
      onHover(position);
    },
    pan: (moved) => moveTo(panned(camera, size, moved)),
    zoom: (factor, place) => moveTo(zoomed(camera, size, factor, place)),
    click(place) {
      const position = positionAt(place);
      if (position !== undefined) onPick(position);
    },
    isLassoOn: () => isLassoOn,
    lasso: drawLine,
    lassoEnd(line) {
      drawLine([]);
      if (!drawn) return;
      const { points, fit } = drawn;
      const polygon = line.map((place) => fromUnit(fit, toMap(camera, size, place)));
      onLasso(pointsInPolygon(points, polygon));
    },
  });

  return {
    draw(scene) {
      const total = scene.points.length / 2;
      const order = Uint32Array.from({ length: total }, (_, position) => position);
      createRandom(ORDER_SEED).shuffle(order);
      const unit = unitCoordinates(scene);
      surface.setPoints(unit);
      surface.setShown(order.subarray(0, FEWEST_POINTS));
      const frameMs = total > FEWEST_POINTS ? measureFrame() : 0;
      drawn = { ...scene, unit, order, budget: pointBudget(frameMs, total), shown: order };
      show();
    },
    setAlwaysShown(positions) {
      always = positions;
      if (drawn && drawn.budget.resting < drawn.order.length) show();
    },
    setPalette(next) {
      palette = next;
      drawSoon();
    },
    resize(width, height) {
      size = { width, height };
      drawSoon();
    },
    setLasso(isOn) {
      isLassoOn = isOn;
    },
    zoom: (factor) => moveTo(zoomed(camera, size, factor)),
    resetView: () => moveTo(WHOLE_MAP),
    close() {
      clearTimeout(restTimer);
      if (frame !== undefined) cancelAnimationFrame(frame);
      stopListening();
      surface.close();
    },
  };
}

function unitCoordinates({ points, fit }: ItemScene): Float32Array {
  const unit = new Float32Array(points.length);
  for (let at = 0; at < points.length; at += 2) {
    unit[at] = (points[at] - fit.centreX) * fit.scale;
    unit[at + 1] = (points[at + 1] - fit.centreY) * fit.scale;
  }
  return unit;
}
