// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumFlags } from '../scripts/chromium-flags.mjs';

/**
 * Headless Chromium on a new profile of its own, as a person's browser has one: in a context without a
 * profile (a private window) every call to the file system takes about twenty times as long.
 *
 * @template T
 * @param {(context: import('playwright').BrowserContext, profileFolder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withBrowser(use) {
  const profileFolder = mkdtempSync(join(tmpdir(), 'xenn-profile-'));
  const context = await chromium.launchPersistentContext(profileFolder, {
    headless: true,
    // Storing the app for use without a network would run beside what is measured.
    serviceWorkers: 'block',
    args: chromiumFlags(),
    ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
  });
  try {
    return await use(context, profileFolder);
  } finally {
    await context.close();
    rmSync(profileFolder, { recursive: true, force: true });
  }
}
