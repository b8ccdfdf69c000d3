import { expect, it } from 'vitest';
import { createMapPoints, positionsOf } from './map-points.ts';

const points = new Float32Array(6);

it('knows every item of a whole corpus by its row', () => {
  const map = createMapPoints(points);
  expect(map.docRowAt(2)).toBe(2);
  expect(positionsOf(map, [2, 0, 3])).toEqual([2, 0]);
});

it('knows the items of a stored map by theirs', () => {
  const map = createMapPoints(points, Uint32Array.of(7, 0, 9));
  expect(map.docRowAt(2)).toBe(9);
  expect(positionsOf(map, [0, 1, 7])).toEqual([1, 0]);
});
