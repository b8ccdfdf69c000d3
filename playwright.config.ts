import { defineConfig } from '@playwright/test';
import { chromiumFlags } from './scripts/chromium-flags.mjs';

// Not 4173: a running `npm start` is neither disturbed nor tested by mistake.
const port = 4273;
const executablePath = process.env.CHROMIUM_PATH;
const resultsFile = process.env.XENN_E2E_RESULTS;

/** Drives the production build; `npm run build` comes first. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: resultsFile ? [['list'], ['json', { outputFile: resultsFile }]] : [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    // Storing the app for offline use is tested by itself; elsewhere it would only take time.
    serviceWorkers: 'block',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: 'off',
    launchOptions: { args: chromiumFlags(), ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: 'node scripts/serve.mjs',
    env: { PORT: String(port) },
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
