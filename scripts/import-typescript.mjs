// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { runnerImport } from 'vite';
import { assemblyScript } from './assemblyscript-plugin.mjs';

/**
 * Imports a TypeScript file by its path in the checkout: Node 20 runs none, and the kernels have to be compiled. From
 * then on the current folder is the checkout.
 *
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function importTypeScript(path) {
  // A thread is where the one that started it is.
  if (isMainThread) process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  // As the app is built.
  const define = { __XENN_VERSION__: JSON.stringify(version) };
  const { module } = await runnerImport(fileURLToPath(new URL(`../${path}`, import.meta.url)), {
    define,
    plugins: [assemblyScript()],
  });
  return module;
}
