// @ts-check
/**
 * How fast cross-encoders run in the browser: the app in Chromium on WASM against onnxruntime-node on the same
 * batches and against transformers.js in the same worker, on pairs that a search has scored (BM25's first 100);
 * what it asks of WebGPU (through the CPU adapter SwiftShader: counts, not speed), and whether memory grows. Models:
 * the embedded one, and the graph of ms-marco-MiniLM-L6-v2 with seeded weights. Progress on stderr, tables and one
 * line of JSON on stdout. `--help` lists the options; without any it takes about twelve minutes on two cores.
 *
 *   npm run bench:encoders [-- --models embedded] [--sets scifact] [--pairs 2000] [--memory-pairs 100000] …
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// Node 20 runs no TypeScript.
const { module } = await runnerImport(fileURLToPath(new URL('encoders/run.ts', import.meta.url)));
await module.run(process.argv.slice(2));
