import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { panned, toMap, viewMatrix, WHOLE_MAP, zoomed } from './map-camera.ts';
import { toScreen } from './map-geometry.ts';

const SIZE = { width: 400, height: 200 };
const place = fc.record({
  x: fc.double({ min: 0, max: 400, noNaN: true }),
  y: fc.double({ min: 0, max: 200, noNaN: true }),
});
const camera = fc.record({
  scale: fc.double({ min: 0.5, max: 100, noNaN: true }),
  x: fc.double({ min: -3, max: 3, noNaN: true }),
  y: fc.double({ min: -3, max: 3, noNaN: true }),
});

test.each([
  ['the middle', { x: 200, y: 100 }, { x: 0, y: 0 }],
  ['the top left corner', { x: 0, y: 0 }, { x: -2, y: 1 }],
  ['the bottom right corner', { x: 400, y: 200 }, { x: 2, y: -1 }],
])('before anything is moved %s is where the unit coordinates say', (_, pixels, point) => {
  expect(toMap(WHOLE_MAP, SIZE, pixels)).toEqual(point);
});

describe('with any camera', () => {
  it('takes a place to the map and back', () => {
    fc.assert(
      fc.property(camera, place, (seen, at) => {
        const back = toScreen(viewMatrix(seen), SIZE, toMap(seen, SIZE, at));
        expect(back.x).toBeCloseTo(at.x, 6);
        expect(back.y).toBeCloseTo(at.y, 6);
      }),
      { seed: 8 },
    );
  });

  it('keeps the point under the pointer while zooming, and moves it with the pointer while panning', () => {
    fc.assert(
      fc.property(camera, place, fc.double({ min: 0.5, max: 2, noNaN: true }), (seen, at, factor) => {
        const point = toMap(seen, SIZE, at);
        const bigger = toScreen(viewMatrix(zoomed(seen, SIZE, factor, at)), SIZE, point);
        const moved = toScreen(viewMatrix(panned(seen, SIZE, { x: 30, y: -12 })), SIZE, point);
        expect(bigger.x).toBeCloseTo(at.x, 6);
        expect(bigger.y).toBeCloseTo(at.y, 6);
        expect(moved.x).toBeCloseTo(at.x + 30, 6);
        expect(moved.y).toBeCloseTo(at.y - 12, 6);
      }),
      { seed: 8 },
    );
  });
});

test('zooming ends at a quarter and at ten thousand times the size', () => {
  expect(zoomed(WHOLE_MAP, SIZE, 1e-9).scale).toBe(0.25);
  expect(zoomed(WHOLE_MAP, SIZE, 1e9).scale).toBe(1e4);
});
