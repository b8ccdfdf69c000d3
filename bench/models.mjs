// @ts-check
/**
 * How good the embedded models are: BM25's first 100 re-ranked by the starter cross-encoder and by the current
 * one, the dual-encoders alone, their correlation, where the scores lie, and probes of what goes wrong; on
 * onnxruntime-node, with the app's own tokenizer and pair assembly. Tables on stderr, one line of JSON on stdout.
 * Folders are relative to the checkout.
 *
 *   npm run bench:models [-- --sets scifact,sample] [--queries 20] [--threads 2] [--out FILE]
 *                        [--starter ../shared/models] [--current public/models] [--data ../shared/data]
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// Node 20 runs no TypeScript, and the app's code is what is to be measured.
const { module } = await runnerImport(fileURLToPath(new URL('models/run.ts', import.meta.url)));
await module.run(process.argv.slice(2));
