import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, goTo, openApp, roundTabs, test, trySample } from './fixtures.ts';

const SCREENS = ['Corpus', 'Index', 'Search', 'Evaluate', 'Settings'] as const;

/** Violations that keep people out, as 'rule: elements'. */
async function seriousViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

test('no screen has a serious fault, light or dark, and none scrolls sideways at 380 pixels', async ({
  page,
}) => {
  test.setTimeout(300_000);
  // Colours in transition have no contrast that could be measured.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await openApp(page, '?backend=wasm');
  await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
  expect(await seriousViolations(page), 'first screen').toEqual([]);
  await trySample(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const screen of SCREENS) {
      await goTo(page, screen);
      await expect(page.getByRole('main').getByRole('region').first()).toBeVisible();
      expect.soft(await seriousViolations(page), `${screen}, ${colorScheme}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 380, height: 800 });
  for (const screen of SCREENS) {
    await goTo(page, screen);
    await expect(page.getByRole('main').getByRole('region').first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, screen).toBeLessThanOrEqual(380);
  }
});

/** Presses Tab until the element with this role and name has the focus. */
async function tabTo(page: Page, role: 'button' | 'link' | 'combobox', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluateAll((elements) => elements.includes(document.activeElement as HTMLElement)))
      return;
  }
  throw new Error(`Expected to reach the ${role} "${name}" with Tab, did not in 200 presses.`);
}

test('a journey without a mouse: sample corpus, rounds, another query, settings', async ({ page }) => {
  test.setTimeout(120_000);
  await openApp(page, '?backend=wasm');
  await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
  await tabTo(page, 'button', 'Try the sample corpus');
  await page.keyboard.press('Enter');
  await expect(roundTabs(page)).toHaveCount(10, { timeout: 90_000 });
  await page.keyboard.press('/');
  await page.keyboard.type('why does my sourdough taste of vinegar');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'why does my sourdough taste of vinegar' }).first(),
  ).toBeVisible();
  await tabTo(page, 'link', 'Settings');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
});
