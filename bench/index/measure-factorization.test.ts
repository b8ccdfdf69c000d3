import { expect, test } from 'vitest';
import type { FactorizationProblem } from '../../src/core/compute.ts';
import { createCpuCompute } from '../../src/core/cpu-compute.ts';
import { type JobSize, makeProblem } from './factorization-job.ts';
import { measureFactorization } from './measure-factorization.ts';
import { measureGrowth } from './measure-growth.ts';
import { bytesOfJob } from './measure-memory.ts';
import { makeRidges, measureRidges } from './measure-ridges.ts';

const SIZE: JobSize = { queries: 5, items: 20, pairs: 50, dimension: 3, batch: 16 };

/** A path that writes down how many pairs each of its steps had. */
function watchedPath(steps: number[]) {
  return {
    async openFactorization(problem: FactorizationProblem) {
      const factorization = await createCpuCompute().openFactorization(problem);
      steps.push(0);
      return {
        ...factorization,
        step(order: Uint32Array, start: number, end: number) {
          steps[steps.length - 1] += end - start;
          return factorization.step(order, start, end);
        },
      };
    },
  };
}

test('the job is the same each time, its pairs within the factors', () => {
  const problem = makeProblem(SIZE);
  expect(makeProblem(SIZE)).toEqual(problem);
  expect(problem.queryFactors).toMatchObject({ rows: 5, cols: 3 });
  expect(problem.itemFactors).toMatchObject({ rows: 20, cols: 3 });
  expect(problem.target).toHaveLength(50);
  expect([0, 1, 2, 3, 4].map((row) => problem.queryRow.filter((each) => each === row).length)).toEqual(
    Array(5).fill(10),
  );
  expect(Math.max(...problem.itemRow)).toBeLessThan(20);
});

test('each path runs whole epochs; all epochs only where it is fast', async () => {
  const steps = { reference: [], oneThread: [], allThreads: [] };
  const paths = {
    reference: watchedPath(steps.reference),
    oneThread: watchedPath(steps.oneThread),
    allThreads: watchedPath(steps.allThreads),
  };
  const times = await measureFactorization(paths, makeProblem(SIZE), SIZE.batch, 4);
  expect(steps).toEqual({ reference: [50], oneThread: [50, 50], allThreads: [50, 50, 200] });
  expect(times.epochs).toBe(4);
  for (const seconds of Object.values(times.epochSeconds)) expect(seconds).toBeGreaterThan(0);
});

test('growth is measured in rounds over all sizes', async () => {
  const steps: number[] = [];
  const growth = await measureGrowth(watchedPath(steps), SIZE, [
    { pairs: 10, epochs: 2 },
    { pairs: 40, epochs: 1 },
  ]);
  expect(steps).toEqual([20, 40, 20, 40, 20, 40]);
  expect(growth.map(({ pairs }) => pairs)).toEqual([10, 40]);
});

test('what the job has to hold', () => {
  expect(bytesOfJob(SIZE)).toEqual({ factors: 300, moments: 600, pairs: 600 });
});

test('ridges are solved on every path', async () => {
  const size = { rows: 4, entries: 6, features: 30, dimension: 3 };
  const { observed, fixed, prior } = makeRidges(size);
  expect(observed.rowStart).toEqual(Uint32Array.of(0, 6, 12, 18, 24));
  expect(observed.col).toHaveLength(24);
  expect([fixed.rows, prior.rows]).toEqual([30, 4]);
  const cpu = createCpuCompute();
  const paths = { reference: cpu, oneThread: cpu, allThreads: cpu };
  const speeds = await measureRidges(paths, makeRidges(size));
  for (const speed of Object.values(speeds)) expect(speed).toBeGreaterThan(0);
});
