import createScatterplot from 'regl-scatterplot';
import type { ChartPalette } from './chart-palette.ts';
import { type MapFit, paintOrder, type ViewMatrix } from './map-geometry.ts';

export interface ItemScatterplot {
  /** Draws these items; of several calls in a row the last one wins. */
  draw(scene: ItemScene): void;
  setPalette(palette: ChartPalette): void;
  resize(width: number, height: number): void;
  /** factor 2 shows things twice as large. */
  zoom(factor: number): void;
  resetView(): void;
  close(): void;
}

export interface ItemScene {
  /** rows x 2, map coordinates */
  readonly points: Float32Array;
  /** ITEM_KIND of each row */
  readonly kinds: Uint8Array;
  readonly fit: MapFit;
}

export interface ItemScatterplotOptions {
  readonly canvas: HTMLCanvasElement;
  readonly palette: ChartPalette;
  readonly onView: (view: ViewMatrix) => void;
  /** undefined: no item is under the pointer any more. */
  readonly onHover: (docRow: number | undefined) => void;
  readonly onPick: (docRow: number) => void;
}

const POINT_SIZES = [3, 6, 8];
const OPACITIES = [0.5, 0.95, 1];

/** Opens the WebGL scatter plot of the item map. Throws when the browser gives no WebGL context. */
export function openItemScatterplot(options: ItemScatterplotOptions): ItemScatterplot {
  const { canvas, onView, onHover, onPick } = options;
  const properties = {
    canvas,
    ...colorsOf(options.palette),
    pointSize: POINT_SIZES,
    opacity: OPACITIES,
    colorBy: 'z' as const,
    sizeBy: 'z' as const,
    opacityBy: 'z' as const,
    pointSizeSelected: 0,
    pointOutlineWidth: 0,
    deselectOnEscape: false,
    // Neither lasso nor rotation: the map has one question, "which item is this?".
    actionKeyMap: {},
  };
  const plot = createScatterplot(properties);
  plot.subscribe('drawing', ({ view }) => onView(Float32Array.from(view)));
  plot.subscribe('pointOver', (docRow) => onHover(docRow));
  plot.subscribe('pointOut', () => onHover(undefined));
  plot.subscribe('select', ({ points }) => {
    plot.deselect({ preventEvent: true });
    if (points.length === 1) onPick(points[0]);
  });

  let waiting: ItemScene | undefined;
  let drawing = false;
  let closed = false;

  async function drawWaiting(): Promise<void> {
    drawing = true;
    while (waiting && !closed) {
      const scene = waiting;
      waiting = undefined;
      const { x, y } = unitCoordinates(scene);
      await plot.draw({ x, y, z: scene.kinds }, { zDataType: 'categorical' });
      if (!closed) await plot.set({ pointOrder: paintOrder(scene.kinds) });
    }
    drawing = false;
  }

  return {
    draw(scene) {
      waiting = scene;
      if (!drawing) void drawWaiting();
    },
    setPalette: (palette) => void plot.set(colorsOf(palette)),
    resize: (width, height) => void plot.set({ width, height }),
    zoom: (factor) => void plot.zoomToLocation(plot.get('cameraTarget'), plot.get('cameraDistance') / factor),
    resetView: () => void plot.zoomToOrigin(),
    close() {
      closed = true;
      plot.destroy();
    },
  };
}

function colorsOf({ muted, softAccent, accent, background }: ChartPalette) {
  return {
    pointColor: [muted, softAccent, accent],
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
