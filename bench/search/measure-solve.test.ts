import { expect, test, vi } from 'vitest';
import { measureSolve } from './measure-solve.ts';

test('every fit is timed after every round, past the number of dimensions too', () => {
  let nowMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    nowMs += 3;
    return nowMs;
  });
  try {
    const times = measureSolve({ budget: 20, rounds: 4, dimension: 10 });
    const everyRound = [3, 3, 3, 3];
    expect(times).toEqual({ fixedMu: everyRound, leaveOneOut: everyRound, leastSquares: everyRound });
  } finally {
    clock.mockRestore();
  }
});
