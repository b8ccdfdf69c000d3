import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { JobSize } from './factorization-job.ts';

/** float32 and uint32 alike. */
const BYTES = 4;

export interface JobBytes {
  /** Both factors. */
  readonly factors: number;
  /** Their two moments in AdamW. */
  readonly moments: number;
  /** Query row, item row and score of each pair. */
  readonly pairs: number;
}

/** What the job cannot do without. */
export function bytesOfJob({ queries, items, pairs, dimension }: JobSize): JobBytes {
  const factors = BYTES * dimension * (queries + items);
  return { factors, moments: 2 * factors, pairs: 3 * BYTES * pairs };
}

/** Peak resident memory of the job on the fast path, in bytes, without what its process needs before it. */
export async function measureMemory(threads: number): Promise<number> {
  const program = fileURLToPath(new URL('memory-child.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(threads)]);
  return Number(stdout);
}
