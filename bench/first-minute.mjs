// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const PORT = 4191;

/**
 * Seconds from the click on "Try the sample corpus" in a browser without any stored data to the last round
 * of its first search on screen, in the production build. The page is loaded before the click.
 *
 * @param {import('playwright').Browser} browser
 * @returns {Promise<number>}
 */
export async function measureFirstMinute(browser) {
  const outDir = mkdtempSync(join(tmpdir(), 'xenn-app-'));
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  const server = await preview({ root, build: { outDir }, preview: { port: PORT, strictPort: true } });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://localhost:${PORT}/`);
    const start = page.getByRole('button', { name: 'Try the sample corpus' });
    await start.waitFor();
    const startedMs = performance.now();
    await start.click();
    await page
      .getByRole('tablist', { name: 'Rounds' })
      .getByRole('tab', { name: /^Round 10:/ })
      .waitFor({ timeout: 120_000 });
    return (performance.now() - startedMs) / 1000;
  } finally {
    await context.close();
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}
