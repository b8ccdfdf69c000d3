// @ts-check
/**
 * How much of the exact top k searches find, in Node: every method on test queries of judged corpora, run as the page's
 * comparison runs it, over scores that are known or are computed first. Tables on stderr, one line of JSON on stdout.
 * Folders are relative to the checkout.
 *
 *   npm run bench:quality [-- --sets scifact --cache DIR --known-only] [--help]
 */
import { importTypeScript } from '../scripts/import-typescript.mjs';

const { run } = await importTypeScript('bench/quality/run.ts');
await run(process.argv.slice(2));
