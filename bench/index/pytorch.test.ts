import { expect, test } from 'vitest';
import { JOB_SIZE } from './factorization-job.ts';
import { fastestWay, measurePytorch } from './pytorch.ts';

test('the fastest way', () => {
  const secondsPerEpoch = { default: 30, foreach: 25, fused: 12 };
  expect(fastestWay({ version: '2', threads: 2, secondsPerEpoch })).toEqual({ way: 'fused', seconds: 12 });
});

test('without Python the reason is said', async () => {
  expect(await measurePytorch('no-such-python', JOB_SIZE, 1)).toEqual({
    absentBecause: 'no-such-python: spawn no-such-python ENOENT',
  });
});

// Node stands for a Python whose script fails.
test('what a failing script says last is said', async () => {
  const { absentBecause } = (await measurePytorch(process.execPath, JOB_SIZE, 1)) as {
    absentBecause: string;
  };
  expect(absentBecause).toBe(`${process.execPath}: Node.js ${process.version}`);
});
