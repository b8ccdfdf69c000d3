// @ts-check
/**
 * Corpora of 10^4 to 10^6 passages in Chromium: how fast they come in, beside native SQLite doing the same inserts, what
 * memory the page takes, how long a BM25 query waits, and whether their list scrolls. Tables on stderr, one line of JSON
 * on stdout.
 *
 *   npm run bench:corpora [-- --sizes 10000,100000 --parts import,native,list] [--help]
 */
import { importTypeScript } from '../scripts/import-typescript.mjs';

const { run } = await importTypeScript('bench/corpora/run.ts');
await run(process.argv.slice(2));
