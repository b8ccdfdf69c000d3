import type { StartThread } from '../simd/simd.ts';

/** Starts a helper thread in a worker; the page must be cross-origin isolated, or the memory cannot be posted. */
export const startSimdThread: StartThread = (start, onDeath) => {
  const worker = new Worker(new URL('./simd.worker.ts', import.meta.url), {
    type: 'module',
    name: 'xenn-simd',
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onDeath(event.message || 'its file could not be loaded');
  });
  worker.postMessage(start);
  return { end: () => worker.terminate() };
};
