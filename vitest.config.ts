import { playwright } from '@vitest/browser-playwright';
import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumFlags } from './scripts/chromium-flags.mjs';
import viteConfig from './vite.config.ts';

const browserTests = ['src/**/*.gpu.test.ts', 'src/**/*.browser.test.ts'];

/** Ends a test that hangs; far above what any takes on a slow, busy machine, so that none fails for being slow. */
const HANG_LIMIT_MS = 120_000;

// `scripts/with-browser.mjs` sets it; without it Playwright looks for its own download.
const executablePath = process.env.CHROMIUM_PATH;

const unit = {
  test: {
    name: 'unit',
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: browserTests,
    testTimeout: HANG_LIMIT_MS,
    hookTimeout: HANG_LIMIT_MS,
  },
};

/** Runs in headless Chromium with WebGPU; a test that finds no adapter there fails. */
const gpu = {
  // Looked through for dependencies before the tests: one found while a test runs is bundled then, and the page reloaded;
  // a worker that starts meanwhile never answers. Vite looks through the tests by itself, not through workers.
  optimizeDeps: { entries: ['src/main.tsx', 'src/workers/*.worker.ts', 'src/testing/*-worker.ts'] },
  test: {
    name: 'gpu',
    include: browserTests,
    testTimeout: HANG_LIMIT_MS,
    hookTimeout: HANG_LIMIT_MS,
    // One page at a time: the tests share two or so cores with the software GPU.
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      ui: false,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { args: chromiumFlags(), ...(executablePath ? { executablePath } : {}) },
      }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
};

export default defineConfig({
  test: { projects: [mergeConfig(viteConfig, unit), mergeConfig(viteConfig, gpu)] },
});
