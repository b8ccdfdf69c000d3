/** Runs in the page, driven by run.ts: starts the worker that does the work. */
import { wrap } from 'comlink';
import type { KernelsWorker } from './kernels.worker.ts';

const worker = new Worker(new URL('./kernels.worker.ts', import.meta.url), { type: 'module' });
const remote = wrap<KernelsWorker>(worker);

export interface GpuPage {
  runKernels: KernelsWorker['run'];
}

Object.assign(globalThis, {
  runKernels: (name, threads) => remote.run(name, threads),
} satisfies GpuPage);
