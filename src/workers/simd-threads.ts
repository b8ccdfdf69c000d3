import type { StartThread } from '../simd/simd.ts';
import simdWorker from './simd.worker.ts?worker&url';
import { startWorker } from './start-worker.ts';

/** Starts a helper thread in a worker; the page must be cross-origin isolated, or the memory cannot be posted. */
export const startSimdThread: StartThread = (start, onDeath) => {
  const worker = startWorker(simdWorker, 'xenn-simd');
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onDeath(event.message || 'its file could not be loaded');
  });
  worker.postMessage(start);
  return { end: () => worker.terminate() };
};
