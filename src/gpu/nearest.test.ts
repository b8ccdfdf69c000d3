import { expect, test } from 'vitest';
import { planSelection } from './nearest.ts';

test.each([
  { rows: 1_000_000, count: 1000, plan: { rows: 1_000_000, count: 1000, slices: 15_625, capacity: 4064 } },
  { rows: 1025, count: 8, plan: { rows: 1025, count: 8, slices: 17, capacity: 96 } },
  { rows: 10, count: 0, plan: { rows: 10, count: 0, slices: 1, capacity: 64 } },
  { rows: 0, count: 0, plan: { rows: 0, count: 0, slices: 0, capacity: 64 } },
  // More than half as many as slices: all scores are read back.
  { rows: 1025, count: 9, plan: undefined },
  { rows: 64, count: 1, plan: undefined },
])('the best $count of $rows rows', ({ rows, count, plan }) => {
  expect(planSelection(rows, count)).toEqual(plan);
});
