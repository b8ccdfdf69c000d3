import createScatterplot from 'regl-scatterplot';
import { createRandom } from '../../core/random.ts';
import type { ChartPalette } from './chart-palette.ts';
import { fromUnit, type MapFit, type MapPoint, pointsInPolygon, type ViewMatrix } from './map-geometry.ts';
import { mapRenderer } from './map-renderer.ts';
import { FEWEST_POINTS, type PointBudget, pickShown, pointBudget } from './point-budget.ts';

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

/**
 * Opens the WebGL scatter plot of the item map. How many points a moving and a resting picture have is decided by how fast
 * the first frames are drawn. Throws when the browser gives no WebGL context.
 */
export function openItemScatterplot(options: ItemScatterplotOptions): ItemScatterplot {
  const { canvas, onView, onShown, onHover, onPick, onLasso } = options;
  const renderer = mapRenderer();
  let frameStartedMs = 0;
  // Before the plot's own: they run in the order in which they came.
  const stopTiming = renderer.onFrame(() => {
    frameStartedMs = performance.now();
  });
  const properties = {
    canvas,
    renderer,
    ...colorsOf(options.palette),
    pointSize: 3,
    opacity: 0.5,
    pointSizeSelected: 0,
    pointOutlineWidth: 0,
    deselectOnEscape: false,
    lassoMinDelay: 0,
    // The map's tools switch the lasso on, so that no key has to be known.
    actionKeyMap: {},
  };
  const plot = createScatterplot(properties);

  let closed = false;
  let waiting: ItemScene | undefined;
  let drawing = false;
  let drawn: (ItemScene & { readonly order: Uint32Array; readonly budget: PointBudget }) | undefined;
  let always: readonly number[] = [];
  let isMoving = false;
  let restTimer: ReturnType<typeof setTimeout> | undefined;

  async function drawWaiting(): Promise<void> {
    drawing = true;
    while (waiting && !closed) {
      const scene = waiting;
      waiting = undefined;
      const total = scene.points.length / 2;
      const order = Uint32Array.from({ length: total }, (_, position) => position);
      createRandom(ORDER_SEED).shuffle(order);
      const first = pickShown(order, FEWEST_POINTS, []);
      await plot.draw(unitCoordinates(scene), total > FEWEST_POINTS ? { filter: first } : {});
      if (closed) return;
      const frameMs = total > FEWEST_POINTS ? await measureFrame() : 0;
      drawn = { ...scene, order, budget: pointBudget(frameMs, total) };
      show();
    }
    drawing = false;
  }

  /**
   * Of the second frame, as the first has more to do than draw. Where there is no GPU, copying the picture to the page's
   * canvas waits for it; elsewhere reading a pixel does.
   */
  async function measureFrame(): Promise<number> {
    const context = renderer.canvas.getContext('webgl');
    let frameMs = 0;
    for (let frame = 0; frame < 2 && !closed; frame++) {
      const measured = new Promise<void>((resolve) => {
        plot.subscribe(
          'drawing',
          () => {
            context?.readPixels(0, 0, 1, 1, context.RGBA, context.UNSIGNED_BYTE, new Uint8Array(4));
            frameMs = performance.now() - frameStartedMs;
            resolve();
          },
          1,
        );
      });
      await Promise.all([plot.redraw(), measured]);
    }
    return frameMs;
  }

  function show(): void {
    if (!drawn || closed) return;
    const { order, budget } = drawn;
    const total = order.length;
    const count = isMoving ? budget.moving : budget.resting;
    if (count < total) {
      const positions = pickShown(order, count, always);
      void plot.filter(positions, { preventEvent: true });
      onShown({ shown: positions.length, total, isMoving });
    } else {
      if (plot.get('isPointsFiltered')) void plot.unfilter({ preventEvent: true });
      onShown({ shown: total, total, isMoving });
    }
  }

  function setMoving(moving: boolean): void {
    if (moving === isMoving) return;
    isMoving = moving;
    if (drawn && drawn.budget.moving < drawn.order.length) show();
  }

  plot.subscribe('drawing', ({ view }) => onView(Float32Array.from(view)));
  plot.subscribe('view', () => {
    setMoving(true);
    clearTimeout(restTimer);
    restTimer = setTimeout(() => setMoving(false), REST_MS);
  });
  plot.subscribe('pointOver', (position) => onHover(position));
  plot.subscribe('pointOut', () => onHover(undefined));
  plot.subscribe('select', ({ points }) => {
    plot.deselect({ preventEvent: true });
    if (plot.get('mouseMode') !== 'lasso' && points.length === 1) onPick(points[0]);
  });
  plot.subscribe('lassoEnd', ({ coordinates }) => {
    if (!drawn) return;
    const { points, fit } = drawn;
    // Pairs of unit coordinates, whatever their declared type.
    const corners = coordinates as unknown as readonly (readonly [number, number])[];
    const polygon = corners.map(([x, y]): MapPoint => fromUnit(fit, { x, y }));
    onLasso(pointsInPolygon(points, polygon));
  });

  return {
    draw(scene) {
      waiting = scene;
      if (!drawing) void drawWaiting();
    },
    setAlwaysShown(positions) {
      always = positions;
      if (drawn && drawn.budget.resting < drawn.order.length) show();
    },
    setPalette: (palette) => void plot.set(colorsOf(palette)),
    resize(width, height) {
      renderer.resize(width, height);
      renderer.refresh();
      void plot.set({ width, height });
    },
    setLasso: (isOn) => void plot.set({ mouseMode: isOn ? 'lasso' : 'panZoom' }),
    zoom: (factor) => void plot.zoomToLocation(plot.get('cameraTarget'), plot.get('cameraDistance') / factor),
    resetView: () => void plot.zoomToOrigin(),
    close() {
      closed = true;
      clearTimeout(restTimer);
      stopTiming();
      plot.destroy();
    },
  };
}

function colorsOf({ muted, accent, background }: ChartPalette) {
  return {
    pointColor: muted,
    pointColorHover: muted,
    pointColorActive: muted,
    lassoColor: accent,
    backgroundColor: background,
  };
}

function unitCoordinates({ points, fit }: ItemScene): { x: Float32Array; y: Float32Array } {
  const rows = points.length / 2;
  const x = new Float32Array(rows);
  const y = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    x[row] = (points[2 * row] - fit.centreX) * fit.scale;
    y[row] = (points[2 * row + 1] - fit.centreY) * fit.scale;
  }
  return { x, y };
}
