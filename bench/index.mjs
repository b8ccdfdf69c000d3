// @ts-check
/**
 * What an index costs, in Node. `kernels`: the factorisation on every path that there is without a GPU, beside the same
 * job in PyTorch where there is a Python with torch; its memory and growth; how much of the memory's bandwidth a scan
 * reaches. `calls`: cross-encoder calls that an index takes for the recall of an ADACUR index. Tables on stderr, one
 * line of JSON on stdout. Folders are relative to the checkout.
 *
 *   npm run bench:index [-- --parts kernels,calls] [--help]
 */
import { importTypeScript } from '../scripts/import-typescript.mjs';

const { run } = await importTypeScript('bench/index/run.ts');
await run(process.argv.slice(2));
