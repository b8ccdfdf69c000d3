/** At least so long: browsers optimise WebAssembly in the background, which takes seconds. */
const LEAST_MS = 3000;
const MOST_MS = 30_000;
/** So many runs in a row must bring nothing new. */
const LAST_RUNS = 3;
/** What counts as faster than before. */
const GAIN = 0.98;

/**
 * Repeats the same work, which says how long it took, until it gets no faster: for 3 seconds or more, and until the
 * last three runs were no more than 2 % faster than the best before them. Ends after 30 seconds in any case. Gives
 * the number of runs.
 */
export async function warmUp(work: () => Promise<number>): Promise<number> {
  const runsMs: number[] = [];
  let spentMs = 0;
  while (spentMs < MOST_MS && (spentMs < LEAST_MS || !isSteady(runsMs))) {
    const elapsedMs = await work();
    runsMs.push(elapsedMs);
    spentMs += elapsedMs;
  }
  return runsMs.length;
}

function isSteady(runsMs: readonly number[]): boolean {
  const before = runsMs.slice(0, -LAST_RUNS);
  return before.length > 0 && Math.min(...runsMs.slice(-LAST_RUNS)) >= GAIN * Math.min(...before);
}
