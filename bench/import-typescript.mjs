// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { assemblyScript } from '../scripts/assemblyscript-plugin.mjs';

/**
 * Imports a file of this folder: Node 20 runs no TypeScript, and the kernels have to be compiled. From then on the
 * current folder is the checkout.
 *
 * @param {string} file
 * @returns {Promise<any>}
 */
export async function importTypeScript(file) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  // As the app is built.
  const define = { __XENN_VERSION__: JSON.stringify(version) };
  const { module } = await runnerImport(path, { define, plugins: [assemblyScript()] });
  return module;
}
