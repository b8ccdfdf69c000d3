// @ts-check
import { fileURLToPath } from 'node:url';
import { withBrowser } from './browser.mjs';
import { withServedBuild } from './serve-build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Seconds from the click on "Try the sample corpus" in a browser without any stored data to the last round
 * of its first search on screen, in the production build. The page is loaded before the click.
 *
 * @returns {Promise<number>}
 */
export function measureFirstMinute() {
  return withServedBuild({ root }, 4191, (address) =>
    withBrowser(async (context) => {
      const page = await context.newPage();
      await page.goto(`${address}/`);
      const start = page.getByRole('button', { name: 'Try the sample corpus' });
      await start.waitFor();
      const startedMs = performance.now();
      await start.click();
      await page
        .getByRole('tablist', { name: 'Rounds' })
        .getByRole('tab', { name: /^Round 10\b/ })
        .waitFor({ timeout: 120_000 });
      return (performance.now() - startedMs) / 1000;
    }),
  );
}
