import { expect, test, vi } from 'vitest';
import { createCpuCompute } from '../../src/core/cpu-compute.ts';
import { scanMatrix } from '../index/measure-scan.ts';
import { BUDGET, generateQuery, measureRounds, ROUNDS } from './measure-rounds.ts';
import { TIMED_PRESETS } from './measure-shape.ts';

const matrix = scanMatrix({ name: 'small', rows: 400, cols: 16 });

test('a generated query is the same each time, and the scores follow the vectors', async () => {
  const compute = createCpuCompute();
  const query = await generateQuery(matrix, compute);
  expect(await generateQuery(matrix, compute)).toEqual(query);
  expect(query.scores).toHaveLength(400);
  expect(query.firstStageRows).toHaveLength(400);
  expect(query.prior).toHaveLength(16);
});

test.each(TIMED_PRESETS)('the rounds of %s after the first are timed', async (preset) => {
  const compute = createCpuCompute();
  const query = await generateQuery(matrix, compute);
  // The clock stands still but for 7 ms at every look: one look at a round's end, one at each search's start.
  let nowMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    nowMs += 7;
    return nowMs;
  });
  try {
    expect(await measureRounds(preset, compute, matrix, query)).toBe(7);
    expect(clock).toHaveBeenCalledTimes(6 * (ROUNDS + 1));
  } finally {
    clock.mockRestore();
  }
  expect(BUDGET % ROUNDS).toBe(0);
});
