// @ts-check
/** `npm start`: builds when the production build is missing or older than its sources, then serves it. */
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { buildNeeded, newestFile } from './build-needed.mjs';
import { runEntry, serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = `${root}/dist/index.html`;
const sources = ['src', 'public', 'index.html', 'package-lock.json', 'vite.config.ts', 'vite.base.ts'];

await runEntry(async () => {
  process.chdir(root);
  const builtMs = existsSync(built) ? statSync(built).mtimeMs : undefined;
  const reason = buildNeeded(builtMs, newestFile(sources));
  if (reason) {
    process.stdout.write(`Building xenn: ${reason}.\n`);
    await build({ root, logLevel: 'warn' });
  }
  await serve();
});
