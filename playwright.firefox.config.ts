import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

/**
 * Journeys in the Firefox that is installed (FIREFOX_PATH where Playwright does not find it), which it drives by WebDriver
 * BiDi. Left out is what that cannot do yet: folders, downloads, reduced motion, an adapter for WebGPU. Not a part of
 * `npm test`: while it watches workers, Firefox (153) stood still in 12 of 450 visits as a worker started another one.
 */
export default defineConfig({
  ...base,
  testMatch: ['import.spec.ts', 'sample-journey.spec.ts', 'search.spec.ts', 'settings.spec.ts'],
  grepInvert: /BEIR folder|on WebGPU|kept search|why it was scored|side by side/,
  use: {
    baseURL: base.use?.baseURL,
    serviceWorkers: 'block',
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    browserName: 'firefox',
    channel: 'moz-firefox',
    launchOptions: { ...(process.env.FIREFOX_PATH && { executablePath: process.env.FIREFOX_PATH }) },
  },
});
