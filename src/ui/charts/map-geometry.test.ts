import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fitHolds,
  fitMap,
  fromUnit,
  INITIAL_VIEW,
  markPath,
  pointsInPolygon,
  toScreen,
  toUnit,
} from './map-geometry.ts';

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

describe('markPath', () => {
  const size = { width: 100, height: 50 };
  it.each([
    ['diamond', 'M10 20m0 -5l5 5l-5 5l-5 -5z'],
    ['cross', 'M10 20m-4 -4l8 8m0 -8l-8 8'],
    ['disc', 'M10 20m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z'],
    ['ring', 'M10 20m-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0 -15 0z'],
    ['dashed-ring', 'M10 20m-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0 -15 0z'],
  ] as const)('draws a %s about its place', (shape, path) => {
    expect(markPath(shape, [{ x: 10.02, y: 19.96 }], size)).toBe(path);
  });

  it('leaves out what lies outside the drawing', () => {
    expect(markPath('disc', [{ x: -2, y: 1 }], size)).not.toBe('');
    expect(
      markPath(
        'disc',
        [
          { x: -3, y: 1 },
          { x: 103, y: 1 },
          { x: 1, y: 60 },
        ],
        size,
      ),
    ).toBe('');
  });
});

describe('pointsInPolygon', () => {
  const points = Float32Array.of(0, 0, 2, 2, 5, 1, 3.5, 3.5);
  const square = [
    { x: -1, y: -1 },
    { x: 4, y: -1 },
    { x: 4, y: 4 },
    { x: -1, y: 4 },
  ];
  const notched = [...square, { x: 1, y: 1.5 }];
  it.each([
    ['a square', square, [0, 1, 3]],
    ['the same drawn the other way round', [...square].reverse(), [0, 1, 3]],
    ['a square with two of its corners cut', [...square.slice(0, 3), { x: 3, y: 1 }, { x: -1, y: 4 }], [0]],
    ['a notch that leaves all in', notched, [0, 1, 3]],
    ['no area', [{ x: 0, y: 0 }], []],
    ['nothing', [], []],
  ])('finds the points in %s', (_, polygon, positions) => {
    expect([...pointsInPolygon(points, polygon)]).toEqual(positions);
  });
});

it('fromUnit is the inverse of toUnit', () => {
  const fit = { centreX: 2, centreY: -1, scale: 0.5 };
  expect(fromUnit(fit, toUnit(fit, { x: 7, y: 3 }))).toEqual({ x: 7, y: 3 });
});

it.each([
  ['inside', [{ x: 1.9, y: 0.9 }], true],
  ['beside the drawing', [{ x: 2.1, y: 0 }], false],
  [
    'above it',
    [
      { x: 0, y: 0 },
      { x: 0, y: 1.1 },
    ],
    false,
  ],
  ['nowhere', [], true],
])('fitHolds: a path %s', (_, path, holds) => {
  expect(fitHolds({ centreX: 0, centreY: 0, scale: 1 }, path, 2)).toBe(holds);
});
