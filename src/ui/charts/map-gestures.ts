import type { MapPoint } from './map-geometry.ts';

/** What a pointer does on the map; places and distances in CSS pixels from the canvas' top left corner. */
export interface MapGestures {
  /** A pointer without a button pressed; undefined: it has left. */
  hover(place: MapPoint | undefined): void;
  /** Dragged by this much since the last call. */
  pan(moved: MapPoint): void;
  /** Pressed and let go without moving. */
  click(place: MapPoint): void;
  /** Things `factor` times as large, around the pointer. */
  zoom(factor: number, place: MapPoint): void;
  /** Whether dragging draws a line instead. */
  isLassoOn(): boolean;
  /** The line so far. */
  lasso(line: readonly MapPoint[]): void;
  lassoEnd(line: readonly MapPoint[]): void;
}

/** A hand that clicks trembles this much, CSS pixels. */
const CLICK_REACH = 3;
/** A notch of most wheels, 100 pixels, makes things 1.35 times as large. */
const ZOOM_PER_PIXEL = 0.003;

/** Listens on the canvas; returns what ends it. */
export function listenToGestures(canvas: HTMLCanvasElement, gestures: MapGestures): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let start: MapPoint | undefined;
  let last: MapPoint = { x: 0, y: 0 };
  let line: MapPoint[] | undefined;
  let hasMoved = false;

  const placeOf = ({ clientX, clientY }: MouseEvent): MapPoint => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };

  canvas.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      start = last = placeOf(event);
      hasMoved = false;
      line = gestures.isLassoOn() ? [start] : undefined;
    },
    { signal },
  );
  canvas.addEventListener(
    'pointermove',
    (event) => {
      if (!start) gestures.hover(placeOf(event));
    },
    { signal },
  );
  // Of the window: a drag may leave the canvas and come back, or end outside.
  window.addEventListener(
    'pointermove',
    (event) => {
      if (!start) return;
      const place = placeOf(event);
      hasMoved ||= Math.hypot(place.x - start.x, place.y - start.y) > CLICK_REACH;
      if (!hasMoved) return;
      if (line) {
        line.push(place);
        gestures.lasso(line);
      } else {
        gestures.pan({ x: place.x - last.x, y: place.y - last.y });
      }
      last = place;
    },
    { signal },
  );
  window.addEventListener(
    'pointerup',
    (event) => {
      if (!start) return;
      if (line && hasMoved) gestures.lassoEnd(line);
      if (!line && !hasMoved) gestures.click(placeOf(event));
      start = line = undefined;
    },
    { signal },
  );
  window.addEventListener(
    'pointercancel',
    () => {
      if (line) gestures.lasso([]);
      start = line = undefined;
    },
    { signal },
  );
  canvas.addEventListener('pointerleave', () => gestures.hover(undefined), { signal });
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      gestures.zoom(Math.exp(-ZOOM_PER_PIXEL * event.deltaY), placeOf(event));
    },
    { signal, passive: false },
  );
  return () => ended.abort();
}
