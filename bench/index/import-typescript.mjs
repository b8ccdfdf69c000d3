// @ts-check
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { assemblyScript } from '../../scripts/assemblyscript-plugin.mjs';

/**
 * Imports a file of this folder: Node 20 runs no TypeScript, and the kernels have to be compiled. From then on the
 * current folder is the checkout.
 *
 * @param {string} file
 * @returns {Promise<any>}
 */
export async function importTypeScript(file) {
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { module } = await runnerImport(path, { plugins: [assemblyScript()] });
  return module;
}
