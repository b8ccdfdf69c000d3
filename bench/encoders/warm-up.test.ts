import { expect, it, test } from 'vitest';
import { warmUp } from './warm-up.ts';

/** Work that takes these times, then the last one for ever. */
function workOf(...timesMs: number[]) {
  let run = 0;
  return async () => timesMs[Math.min(run++, timesMs.length - 1)];
}

test.each([
  { name: 'steady at once, but not for 3 s', times: [500], runs: 6 },
  { name: 'slow work: one run, and three that are no faster', times: [4000], runs: 4 },
  { name: 'a speed-up late', times: [1000, 1000, 1000, 500], runs: 7 },
  { name: 'a little faster each time is steady', times: [2000, 1990, 1980, 1970], runs: 4 },
  { name: 'noise upwards', times: [1000, 3000, 1500, 1000], runs: 4 },
])('stops when it gets no faster: $name', async ({ times, runs }) => {
  expect(await warmUp(workOf(...times))).toBe(runs);
});

it('ends after 30 s', async () => {
  let elapsedMs = 10_000;
  expect(
    await warmUp(async () => {
      elapsedMs *= 0.9;
      return elapsedMs;
    }),
  ).toBe(4);
});
