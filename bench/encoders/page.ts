/** Runs in the page, driven by run.ts: starts the worker that does the work. */
import { wrap } from 'comlink';
import type { BenchWorker } from './bench.worker.ts';

let worker = startWorker();
let remote = wrap<BenchWorker>(worker);

function startWorker(): Worker {
  return new Worker(new URL('./bench.worker.ts', import.meta.url), { type: 'module' });
}

const benchPage = {
  /** Ends the worker, and all memory it held, and starts another. */
  restartWorker() {
    worker.terminate();
    worker = startWorker();
    remote = wrap<BenchWorker>(worker);
  },
  callWorker(method: keyof BenchWorker, args: unknown[]): unknown {
    return (remote[method] as (...args: unknown[]) => unknown)(...args);
  },
};
export type BenchPage = typeof benchPage;
Object.assign(globalThis, { benchPage });
