import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Elements that the app never makes: one of them would come from a text. */
const MADE_OF_TEXT = [
  'iframe',
  'math',
  'base',
  'script:not([src])',
  'svg script',
  '[onerror]',
  '[onload]',
  'img[src="x"]',
  '[ping]',
  'a[href*="evil.example"]',
  'a[href^="javascript:"]',
].join(',');

export interface Harm {
  /** Fails the test, which goes on, where something was done or made; `where` it is, for people. */
  expectNone(where: string): Promise<void>;
}

/** Hears of everything that a page does which runs what it shows. */
export function watchHarm(page: Page): Harm {
  const noted: string[] = [];
  page.on('dialog', async (dialog) => {
    noted.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error') noted.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => noted.push(`error: ${error.message}`));
  page.on('popup', (popup) => noted.push(`window: ${popup.url()}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.hostname !== 'localhost') noted.push(`request: ${url.href}`);
  });
  page.on('framenavigated', (frame) => {
    if (!/^(http:\/\/localhost:|file:)/.test(frame.url())) noted.push(`navigation: ${frame.url()}`);
  });
  return {
    async expectNone(where) {
      await expect.soft(page.locator(MADE_OF_TEXT), where).toHaveCount(0);
      expect.soft(await page.evaluate(() => '__executed' in window), where).toBe(false);
      expect.soft(noted, where).toEqual([]);
    },
  };
}
