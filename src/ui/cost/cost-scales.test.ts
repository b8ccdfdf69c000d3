import { expect, test } from 'vitest';
import type { CostPoint } from '../../workers/client.ts';
import { callsDomain, recallDomain } from './cost-scales.ts';

function between(low: number, high: number): CostPoint {
  return { low, high } as CostPoint;
}

test.each([
  [
    [0, 1400],
    [1000, 1960],
  ],
  [
    [0, 1400, 10_000, 2800],
    [1000, 14_000],
  ],
])('calls %j have the domain %j', (calls, [start, end]) => {
  const domain = callsDomain(calls.map((indexCalls) => ({ indexCalls }) as CostPoint));
  expect(domain[0]).toBeCloseTo(start);
  expect(domain[1]).toBeCloseTo(end);
});

test.each<[CostPoint[], [number, number]]>([
  [
    [between(0.62, 0.78), between(0.71, 0.93)],
    [0.6, 1],
  ],
  [[between(0.02, 0.31)], [0, 0.4]],
  // Intervals of no width: every query alike.
  [[between(1, 1)], [0.9, 1]],
  [[between(0, 0)], [0, 0.1]],
  [[between(0.5, 0.5)], [0.4, 0.6]],
])('recall of %j', (points, domain) => {
  expect(recallDomain(points)).toEqual(domain);
});
