import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBrowser } from '../browser.mjs';
import { withServedBuild } from '../serve-build.mjs';
import type { EvaluationTimes } from './evaluation.ts';
import type { EvaluatePage } from './page.ts';

const PORT = 4197;

/** The evaluation of scifact in headless Chromium: the app's workers, built as the app is, without the user interface. */
export function measurePage(dataFolder: string): Promise<{ version: string; times: EvaluationTimes }> {
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url));
  return withServedBuild({ configFile }, PORT, (address) =>
    withBrowser(async (context) => {
      const page = await context.newPage();
      page.on('pageerror', (error) => process.stderr.write(`page error: ${error.message}\n`));
      await page.route('**/data/**', (route) => {
        const name = new URL(route.request().url()).pathname.replace('/data/', '');
        return route.fulfill({ body: readFileSync(join(dataFolder, 'scifact', name)) });
      });
      await page.goto(`${address}/page.html`);
      await page.waitForFunction(() => 'evaluateScifact' in globalThis);
      const times = await page.evaluate(() => (globalThis as unknown as EvaluatePage).evaluateScifact());
      return { version: context.browser()?.version() ?? 'version unknown', times };
    }),
  );
}
