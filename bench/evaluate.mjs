// @ts-check
/**
 * What an experiment takes whose exact scores are stored: 300 queries, 5,183 documents, 5 methods, 4 budgets, in Node and
 * in Chromium; and how many ranked results are judged in a second. Tables on stderr, one line of JSON on stdout.
 *
 *   npm run bench:evaluate [-- --parts node,page,measures] [--help]
 */
import { importTypeScript } from '../scripts/import-typescript.mjs';

const { run } = await importTypeScript('bench/evaluate/run.ts');
await run(process.argv.slice(2));
