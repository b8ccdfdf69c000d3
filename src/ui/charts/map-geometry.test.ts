import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitMap, INITIAL_VIEW, paintOrder, toScreen, toUnit } from './map-geometry.ts';

describe('fitMap', () => {
  it('keeps the scale equal on both axes and puts the middle at the origin', () => {
    const fit = fitMap(Float32Array.of(0, 0, 4, 2), [], 1);
    expect(fit).toEqual({ centreX: 2, centreY: 1, scale: 0.46 });
    expect(toUnit(fit, { x: 4, y: 2 })).toEqual({ x: 0.92, y: 0.46 });
  });

  it('uses the width of a wide drawing', () => {
    expect(fitMap(Float32Array.of(0, 0, 4, 2), [], 2).scale).toBe(0.92);
  });

  it('includes the path of the query embedding', () => {
    expect(fitMap(Float32Array.of(0, 0), [{ x: 0, y: 8 }], 1)).toEqual({
      centreX: 0,
      centreY: 4,
      scale: 0.23,
    });
  });

  it.each([
    ['no points', Float32Array.of(), { centreX: 0, centreY: 0, scale: 1 }],
    ['all points in one place', Float32Array.of(3, 5, 3, 5), { centreX: 3, centreY: 5, scale: 1 }],
  ])('stays finite with %s', (_, points, fit) => {
    expect(fitMap(points, [], 1.5)).toEqual(fit);
  });

  it('keeps every point inside the drawing', () => {
    const coordinate = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        (path, aspect) => {
          const fit = fitMap(new Float32Array(0), path, aspect);
          const size = { width: 300 * aspect, height: 300 };
          for (const point of path) {
            const { x, y } = toScreen(INITIAL_VIEW, size, toUnit(fit, point));
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(size.width);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(size.height);
          }
        },
      ),
      { seed: 11 },
    );
  });
});

describe('toScreen', () => {
  const size = { width: 400, height: 200 };
  it.each([
    ['the origin', { x: 0, y: 0 }, { x: 200, y: 100 }],
    ['the top right', { x: 2, y: 1 }, { x: 400, y: 0 }],
  ])('puts %s in its place before any panning', (_, point, screen) => {
    expect(toScreen(INITIAL_VIEW, size, point)).toEqual(screen);
  });

  it('follows the camera: zoomed twofold and moved right by half a unit', () => {
    const view = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0.5, 0, 0, 1];
    expect(toScreen(view, size, { x: 0.25, y: 0 })).toEqual({ x: 300, y: 100 });
  });
});

describe('paintOrder', () => {
  it('paints unscored items first and those found now last', () => {
    expect(paintOrder(Uint8Array.of(2, 0, 1, 0, 2))).toEqual([1, 3, 2, 0, 4]);
  });
});
