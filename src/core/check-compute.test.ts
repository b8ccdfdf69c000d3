import { expect, test } from 'vitest';
import { stepPairs } from './check-compute.ts';

// What is refused is in src/testing/compute-tests.ts, where every Compute has to refuse it alike.
test('the pairs of a step are a range of the order', () => {
  expect([...stepPairs(Uint32Array.of(4, 0, 3, 1, 2), 1, 4, 5)]).toEqual([0, 3, 1]);
});
