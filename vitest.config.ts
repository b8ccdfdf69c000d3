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
  // Found while a test runs, they would be bundled anew and React be loaded twice.
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      '@mantine/core',
      '@mantine/dropzone',
      '@mantine/hooks',
      '@tabler/icons-react',
      '@observablehq/plot',
      'papaparse',
      'regl-scatterplot',
    ],
  },
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
