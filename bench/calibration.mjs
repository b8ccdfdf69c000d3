// @ts-check
/**
 * Whether what a search says of its own certainty holds on real scores, in Node: the deviation of each estimate, and the
 * confidence of the stopping rule. Tables on stderr, one line of JSON on stdout.
 *
 *   npm run bench:calibration [-- --sets scifact --queries 30] [--help]
 */
import { importTypeScript } from '../scripts/import-typescript.mjs';

const { run } = await importTypeScript('bench/calibration/run.ts');
await run(process.argv.slice(2));
