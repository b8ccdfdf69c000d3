import { expect, it } from 'vitest';
import { placeAmong, placeByProjection } from './place-query.ts';

const map = {
  mean: Float64Array.of(1, 0, 0),
  axes: [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)],
  meanItemNorm: 3,
};

it.each([
  ['along the first axis', [5, 0, 0], [2, 0]],
  ['along the second', [0, 0.5, 0], [-1, 3]],
  ['across both', [0, 0, 7], [-1, 0]],
  ['of no length', [0, 0, 0], undefined],
])('projects an embedding %s at the mean length of the items', (_, vector, place) => {
  expect(placeByProjection(map, Float64Array.from(vector))).toEqual(place);
});

it.each([
  ['one item', [1], [2, 3]],
  ['two items', [0, 1], [1, 2]],
  ['no item', [], undefined],
])('places an embedding among %s', (_, rows, place) => {
  expect(placeAmong(Float32Array.of(0, 1, 2, 3), Uint32Array.from(rows))).toEqual(place);
});
