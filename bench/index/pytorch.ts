import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { JobSize } from './factorization-job.ts';

export interface PytorchTimes {
  readonly version: string;
  readonly threads: number;
  /** By the way of running AdamW. */
  readonly secondsPerEpoch: Readonly<Record<string, number>>;
}

/** Why there are no times. */
export interface PytorchAbsent {
  readonly absentBecause: string;
}

/** One epoch of the same job in PyTorch for each of its ways of running AdamW, by `python`, where that has torch. */
export async function measurePytorch(
  python: string,
  { queries, items, pairs, dimension, batch }: JobSize,
  threads: number,
): Promise<PytorchTimes | PytorchAbsent> {
  const script = fileURLToPath(new URL('factorize-pytorch.py', import.meta.url));
  const settings = { queries, items, pairs, dimension, batch, epochs: 1, threads };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  try {
    const { stdout } = await promisify(execFile)(python, [script, ...args]);
    return JSON.parse(stdout);
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const lastLine = stderr.trim().split('\n').at(-1) || message;
    return { absentBecause: `${python}: ${lastLine}` };
  }
}

/** The fastest way and its seconds an epoch. */
export function fastestWay({ secondsPerEpoch }: PytorchTimes): { way: string; seconds: number } {
  const [[way, seconds]] = Object.entries(secondsPerEpoch).toSorted(([, a], [, b]) => a - b);
  return { way, seconds };
}
