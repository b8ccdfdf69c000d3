import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openSimdPath } from '../../src/headless/open-simd.ts';
import { JOB_SIZE, makeProblem, runJob } from './factorization-job.ts';
import { watchMemory } from './memory-use.ts';

/** As many epochs as show all that the job allocates: more repeat the same. */
const EPOCHS = 2;

/** Runs the job on the fast path and writes to standard output how many bytes it took at its peak. */
export async function run(threads: number): Promise<void> {
  const compute = await openSimdPath(threads);
  // Threads started, code compiled: what every job finds.
  const small = { ...JOB_SIZE, items: 1000, queries: 100, pairs: 10_000 };
  await runJob(compute, makeProblem(small), small.batch, 1);
  collectGarbage();
  const memory = watchMemory();
  await runJob(compute, makeProblem(JOB_SIZE), JOB_SIZE.batch, EPOCHS, memory.look);
  process.stdout.write(String(memory.peakBytes()));
  compute.dispose();
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
