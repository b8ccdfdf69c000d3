/** Helper threads of `src/simd` in Node. */
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { transformWithOxc } from 'vite';
import type { StartThread } from '../simd/simd.ts';

/**
 * Reads the threads' file, which Node cannot read as TypeScript. `program` is what a thread runs after it; `workerData`
 * is its `ThreadStart`.
 */
export async function nodeThreads(program = 'serveThread(workerData);'): Promise<StartThread> {
  const file = new URL('../simd/thread.ts', import.meta.url);
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), 'thread.ts', { sourcemap: false });
  const text = `import { workerData } from 'node:worker_threads';\n${code}\n${program}`;
  const address = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
  return (start, onDeath) => {
    const worker = new Worker(address, { workerData: start });
    worker.on('error', (error: Error) => onDeath(error.message));
    return { end: () => void worker.terminate() };
  };
}
