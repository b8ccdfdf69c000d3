import type { JobProgress } from './records.ts';

export interface Meter {
  /** Reports that `done` units are finished, with the remaining time at the speed so far. */
  report(done: number): JobProgress;
}

/** Measures one stage of a job from now on; `done` starts at `alreadyDone`, which took no time of ours. */
export function startMeter(
  stage: JobProgress['stage'],
  unit: JobProgress['unit'],
  total: number,
  alreadyDone = 0,
): Meter {
  const startedMs = performance.now();
  return {
    report(done) {
      const elapsedMs = performance.now() - startedMs;
      const doneHere = done - alreadyDone;
      const base = { stage, unit, total, done, elapsedMs };
      if (doneHere <= 0) return base;
      return { ...base, remainingMs: (elapsedMs / doneHere) * Math.max(0, total - done) };
    },
  };
}
