// @ts-check
/** A thread that searches for experiments: `src/headless/search-helpers.ts` starts it. */
import { parentPort } from 'node:worker_threads';
import { importTypeScript } from './import-typescript.mjs';

const { serveSearchHelper } = await importTypeScript('src/headless/search-helpers.ts');
serveSearchHelper(parentPort);
