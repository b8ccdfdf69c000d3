// @ts-check
/**
 * What a GPU is worth, in Chromium: the embedded cross-encoder and the graph of ms-marco-MiniLM-L6-v2 on WebGPU
 * against WebAssembly on the same pairs, and the kernels of index and search on both. Without WEBGPU_ADAPTER=hardware
 * the GPU is the CPU adapter SwiftShader, which says nothing about speed. Progress on stderr, tables and one line of
 * JSON on stdout; `--help` lists the options.
 *
 *   WEBGPU_ADAPTER=hardware npm run bench:gpu [-- --parts encoders] [--threads 16] …
 */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
// Node 20 runs no TypeScript.
const { module } = await runnerImport(fileURLToPath(new URL('gpu/run.ts', import.meta.url)));
await module.run(process.argv.slice(2));
