import type { StartPdfWorker } from '../formats/pdf-worker.ts';
import pdfWorker from './pdf.worker.ts?worker&url';
import { startWorker } from './start-worker.ts';

/** Starts the half of pdf.js that goes through a file, in a worker of its own. */
export const startPdfWorker: StartPdfWorker = (onDeath) => {
  const worker = startWorker(pdfWorker, 'xenn-pdf');
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onDeath(event.message || 'its file could not be loaded');
  });
  return { port: worker, end: () => worker.terminate() };
};
