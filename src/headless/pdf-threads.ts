import { Worker } from 'node:worker_threads';
import '../../scripts/promise-with-resolvers.mjs';
import type { StartPdfWorker } from '../formats/pdf-worker.ts';

/** Starts the half of pdf.js that goes through a file, on a thread of its own. */
export const startPdfThread: StartPdfWorker = (onDeath) => {
  const { port1, port2 } = new MessageChannel();
  const thread = new Worker(new URL('../../scripts/pdf-thread.mjs', import.meta.url), {
    workerData: port2,
    transferList: [port2 as never],
  });
  thread.on('error', ({ message }: Error) => onDeath(message));
  return {
    port: port1,
    end() {
      port1.close();
      void thread.terminate();
    },
  };
};
