import { expect, it } from 'vitest';
import { FEWEST_POINTS, pickShown, pointBudget } from './point-budget.ts';

it.each([
  ['too fast to measure', 0, 1_000_000, { moving: 1_000_000, resting: 1_000_000 }],
  ['a GPU', 0.25, 1_000_000, { moving: 1_000_000, resting: 1_000_000 }],
  ['a slow GPU', 1, 1_000_000, { moving: 330_000, resting: 1_000_000 }],
  ['software', 16.5, 1_000_000, { moving: 20_000, resting: 121_212 }],
  ['slower than the goal', 500, 1_000_000, { moving: FEWEST_POINTS, resting: FEWEST_POINTS }],
  ['few points', 500, 300, { moving: 300, resting: 300 }],
])('%s', (_, frameMs, total, budget) => {
  expect(pointBudget(frameMs, total)).toEqual(budget);
});

it.each([
  [2, [], [1, 4]],
  [2, [3, 4], [1, 3, 4]],
  [9, [], [0, 1, 2, 3, 4]],
  [0, [], []],
])('shows the first %d of the order and always %j', (count, always, shown) => {
  expect(pickShown(Uint32Array.of(4, 1, 3, 0, 2), count, always)).toEqual(shown);
});
