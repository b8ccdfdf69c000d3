// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

/**
 * Builds into a folder of its own, serves it with the isolation headers while `use` runs, and cleans up.
 *
 * @template T
 * @param {{ root?: string, configFile?: string }} config of Vite
 * @param {number} port
 * @param {(address: string) => Promise<T>} use gets the address, without a slash at the end
 * @returns {Promise<T>}
 */
export async function withServedBuild(config, port, use) {
  const outDir = mkdtempSync(join(tmpdir(), 'xenn-build-'));
  // Vite's TypeScript runner has said 'development' for this process; React would be several times slower.
  process.env.NODE_ENV = 'production';
  await build({ ...config, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const server = await preview({ ...config, build: { outDir }, preview: { port, strictPort: true } });
  try {
    return await use(`http://localhost:${port}`);
  } finally {
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}
