import { expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { itemKinds } from './item-kinds.ts';
import { queryPath } from './query-path.ts';

const rounds = makeRounds(
  [[{ docRow: 3, exact: 5 }], [{ docRow: 0, exact: 9 }], [{ docRow: 1, exact: 7 }]],
  5,
);

it.each([
  [0, [0, 0, 0, 0, 0]],
  [1, [0, 0, 0, 2, 0]],
  [2, [2, 0, 0, 1, 0]],
  [3, [1, 2, 0, 1, 0]],
])('item kinds after round %d', (roundIndex, kinds) => {
  expect([...itemKinds(rounds, roundIndex, 5)]).toEqual(kinds);
});

const map = {
  points: new Float32Array(0),
  mean: Float64Array.of(1, 0),
  axes: [Float64Array.of(1, 0), Float64Array.of(0, 1)],
  varianceShare: [0.5, 0.5],
  meanItemNorm: 3,
};

it('query path: from the prior through the rounds, each at the mean length of the items', () => {
  expect(queryPath(map, Float64Array.of(0, 5), rounds, 2)).toEqual([
    { x: -1, y: 3 },
    { x: 2, y: 0 },
    { x: 2, y: 0 },
  ]);
});

it('query path: a zero prior has no direction and is left out', () => {
  expect(queryPath(map, Float64Array.of(0, 0), rounds, 1)).toEqual([{ x: 2, y: 0 }]);
  expect(queryPath(map, undefined, rounds, 1)).toEqual([{ x: 2, y: 0 }]);
});
