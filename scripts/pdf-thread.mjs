// @ts-check
/** A thread that goes through PDFs: `src/headless/pdf-threads.ts` starts it. */
import { workerData } from 'node:worker_threads';
import './promise-with-resolvers.mjs';

const { WorkerMessageHandler } = await import(
  /** @type {string} */ ('pdfjs-dist/legacy/build/pdf.worker.mjs')
);
WorkerMessageHandler.initializeFromPort(workerData);
