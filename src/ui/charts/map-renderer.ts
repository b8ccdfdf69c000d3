import createScatterplot, { createRenderer } from 'regl-scatterplot';
import { drawLater } from './draw-queue.ts';

export type MapRenderer = ReturnType<typeof createRenderer>;

let kept: MapRenderer | undefined;

/**
 * The page's one WebGL context for maps, opened at the first call and kept: a context and its shaders take long to make.
 * It is as large as the map that was sized last, not as the window: on a machine without a GPU every pixel costs. Throws
 * when the browser gives no WebGL context.
 */
export function mapRenderer(): MapRenderer {
  const context = kept?.canvas.getContext('webgl');
  if (!kept || !context || context.isContextLost()) {
    kept?.destroy();
    kept = undefined;
    kept = createRenderer({ canvas: document.createElement('canvas') });
  }
  return kept;
}

/**
 * Opens and draws a map that nobody sees, as soon as nothing else waits: shaders are compiled when they first draw, and the
 * next map is there at once. What is returned takes it back, if it has not begun.
 */
export function prepareMap(): () => void {
  return drawLater(async () => {
    if (kept) return;
    try {
      const canvas = document.createElement('canvas');
      const plot = createScatterplot({ canvas, renderer: mapRenderer() });
      await plot.draw([[0, 0]]);
      plot.destroy();
    } catch {
      // Without WebGL there is no map; it says so itself where it would be.
    }
  });
}
