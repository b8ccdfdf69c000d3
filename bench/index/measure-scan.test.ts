import { expect, test, vi } from 'vitest';
import { createCpuCompute } from '../../src/core/cpu-compute.ts';
import { measureScan, scanMatrix } from './measure-scan.ts';
import { openStreamRead } from './stream-read.ts';

test('every scan has a plain read beside it', async () => {
  const matrix = scanMatrix({ name: 'small', rows: 200, cols: 8 });
  const compute = createCpuCompute();
  const multiply = vi.spyOn(compute, 'multiply');
  const nearest = vi.spyOn(compute, 'nearest');
  const read = vi.fn();
  const times = await measureScan(compute, { read }, matrix);
  expect(times.bytes).toBe(6400);
  for (const calls of [multiply, nearest, read]) expect(calls).toHaveBeenCalledTimes(16);
  expect(nearest.mock.calls[0][2]).toBe(100);
});

test.each([1, 2])('a plain read ends on %i threads', async (threads) => {
  const stream = await openStreamRead(1 << 20, threads);
  expect(() => stream.read()).not.toThrow();
  stream.close();
});
