// @ts-check
/**
 * What a search takes beside the cross-encoder. In Node: a round at 100,000 x 128 and 1,000,000 x 128 on the fast path,
 * the products of one as a share of the memory's bandwidth, the fit of a round at B = 500, d = 384. In Chromium: the
 * longest task on the main thread while the page searches. Tables on stderr, one line of JSON on stdout.
 *
 *   npm run bench:search [-- --parts rounds,solve,page] [--help]
 */
import { importTypeScript } from '../scripts/import-typescript.mjs';

const { run } = await importTypeScript('bench/search/run.ts');
await run(process.argv.slice(2));
