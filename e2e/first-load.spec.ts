import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures.ts';
import { startPlainHost } from './plain-host.ts';

/** Of all scripts together as a host sends them that compresses with gzip; with Brotli it is an eighth less. */
const LIMIT_BYTES = 400_000;

test('everything that runs before the first corpus fits 400 kB of compressed script', async ({ page }) => {
  const host = await startPlainHost('/');
  try {
    await page.goto(`${host.url}?backend=wasm`);
    await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
    // With the models: their workers and ONNX Runtime's own script are counted too.
    await expect(page.getByRole('button', { name: /^Backend: WASM/ })).toBeVisible({ timeout: 60_000 });
    // WebAssembly has a runtime of half the size.
    expect(host.requests.filter((path) => path.endsWith('.wasm'))).not.toContainEqual(
      expect.stringContaining('asyncify'),
    );
    const scripts = [...new Set(host.requests)].filter((path) => /\.m?js$/.test(path));
    const sizes = await Promise.all(
      scripts.map(async (path) => ({ path, bytes: gzipSync(await readFile(`dist/${path}`)).length })),
    );
    expect(scripts).toContainEqual(expect.stringMatching(/engine\.worker/));
    expect(scripts).toContainEqual(expect.stringMatching(/session\.worker/));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(total, JSON.stringify(sizes, null, 1)).toBeLessThan(LIMIT_BYTES);
  } finally {
    await host.close();
  }
});
