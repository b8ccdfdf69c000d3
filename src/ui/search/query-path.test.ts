import { expect, it } from 'vitest';
import { makeRounds } from '../../testing/round-reports.ts';
import { pathAmongItems, projectedPath, storedPath } from './query-path.ts';

const map = {
  points: new Float32Array(0),
  mean: Float64Array.of(1, 0),
  axes: [Float64Array.of(1, 0), Float64Array.of(0, 1)],
  varianceShare: [0.5, 0.5],
  meanItemNorm: 3,
};
/** Their query vectors are (1, 0) and (2, 0). */
const rounds = makeRounds([[{ docRow: 3, exact: 5 }], [{ docRow: 0, exact: 9 }]], 20);

it.each([
  [
    'from the prior through the rounds',
    Float64Array.of(0, 5),
    [
      { x: -1, y: 3 },
      { x: 2, y: 0 },
      { x: 2, y: 0 },
    ],
  ],
  [
    'without a prior that has no direction',
    Float64Array.of(0, 0),
    [
      { x: 2, y: 0 },
      { x: 2, y: 0 },
    ],
  ],
  [
    'without a prior',
    undefined,
    [
      { x: 2, y: 0 },
      { x: 2, y: 0 },
    ],
  ],
])('projects %s, each at the mean length of the items', (_, prior, path) => {
  expect(projectedPath(map, prior, rounds)).toEqual(path);
});

it('projects nothing of a round whose embedding is not known', () => {
  const [first, second] = rounds;
  const { queryVector: _, ...unknown } = second;
  expect(projectedPath(map, undefined, [first, unknown])).toEqual([{ x: 2, y: 0 }]);
});

it('lies among the items with the highest estimates', () => {
  const points = Float32Array.from({ length: 40 }, (_, i) => Math.floor(i / 2));
  const rising = Float32Array.from({ length: 20 }, (_, row) => row);
  const falling = rising.map((value) => -value);
  const places = pathAmongItems(points, [
    { ...rounds[0], estimates: rising },
    { ...rounds[1], estimates: falling },
  ]);
  expect(places).toEqual([
    { x: 12, y: 12 },
    { x: 7, y: 7 },
  ]);
});

it('is where a stored run has it', () => {
  expect(storedPath([{ ...rounds[0], mapPoint: [1, 2] }, rounds[1]])).toEqual([{ x: 1, y: 2 }]);
});
