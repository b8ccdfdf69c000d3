import { expect, test } from 'vitest';
import { nearestPoint } from './nearest-point.ts';

const POINTS = Float32Array.of(0, 0, 1, 0, 1, 0.5, 3, 3);

test.each([
  ['the nearest of several', [0, 1, 2, 3], { x: 0.9, y: 0.1 }, 0.5, 1],
  ['the nearest of those that are drawn', [0, 2, 3], { x: 0.9, y: 0.1 }, 0.5, 2],
  ['none out of reach', [0, 1, 2, 3], { x: 2, y: 2 }, 1, undefined],
  ['one at the very end of the reach', [3], { x: 3, y: 2 }, 1, 3],
  ['none where none is drawn', [], { x: 0, y: 0 }, 1, undefined],
])('%s', (_, positions, place, reach, expected) => {
  expect(nearestPoint(POINTS, Uint32Array.from(positions), place, reach)).toBe(expected);
});
