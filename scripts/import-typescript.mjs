// @ts-check
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { createRunnableDevEnvironment, resolveConfig } from 'vite';
import { assemblyScript } from './assemblyscript-plugin.mjs';

/** @type {Promise<import('vite').RunnableDevEnvironment> | undefined} */
let opening;

/**
 * Imports a TypeScript file by its path in the checkout: Node 20 runs none, and the kernels have to be compiled. What it
 * imports later, on demand, is found as well. From then on the current folder is the checkout.
 *
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function importTypeScript(path) {
  // A thread is where the one that started it is.
  if (isMainThread) process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  opening ??= openEnvironment();
  return (await opening).runner.import(fileURLToPath(new URL(`../${path}`, import.meta.url)));
}

/** As Vite's runnerImport, which closes its own after the first import. */
async function openEnvironment() {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const config = await resolveConfig(
    {
      configFile: false,
      envDir: false,
      cacheDir: process.cwd(),
      // As the app is built.
      define: { __XENN_VERSION__: JSON.stringify(version) },
      plugins: [assemblyScript()],
      environments: {
        node: {
          consumer: 'server',
          dev: { moduleRunnerTransform: true },
          resolve: { external: true, mainFields: [], conditions: ['node'] },
        },
      },
    },
    'serve',
  );
  const environment = createRunnableDevEnvironment('node', config, {
    runnerOptions: { hmr: { logger: false } },
    hot: false,
  });
  await environment.init();
  return environment;
}
