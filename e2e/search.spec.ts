import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { addToCompare, expect, openApp, roundTabs, search, test, trySample } from './fixtures.ts';

const QUERY = 'why does my sourdough taste of vinegar';

async function settingsOpen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'All settings' }).click();
}

async function savedText(page: Page, press: () => Promise<void>): Promise<{ name: string; text: string }> {
  const saving = page.waitForEvent('download');
  await press();
  const download = await saving;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

/** Of the items listed, best first. */
async function exactScores(page: Page): Promise<string[]> {
  const items = await page.getByRole('list', { name: 'Results' }).getByRole('listitem').allTextContents();
  return items.map((text) => text.replace(/^.*Exact score/s, ''));
}

test.beforeEach(async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page, '?backend=wasm');
  await trySample(page);
});

test('a kept search opens by its address, and from its file where there is no corpus', async ({
  page,
  browser,
}) => {
  const title = await page.getByRole('heading', { level: 2 }).first().textContent();
  const answer = await exactScores(page);
  expect(answer.length).toBeGreaterThan(10);
  await page.getByRole('button', { name: 'Keep this search' }).click();
  const address = await page.getByRole('status').getByRole('link').getAttribute('href');
  await page.goto(`/${address}`);
  await page.reload();
  await expect(page.getByText(/nothing is computed/i)).toBeVisible();
  await expect(roundTabs(page)).toHaveCount(10);
  expect(await exactScores(page)).toEqual(answer);

  await page.getByRole('link', { name: 'Search', exact: true }).click();
  const file = await savedText(page, () => page.getByRole('button', { name: /^Export “/ }).click());
  expect(file.name).toMatch(/\.xenn-run\.json$/);

  await test.step('on a machine without the corpus', async () => {
    const elsewhere = await (await browser.newContext()).newPage();
    await openApp(elsewhere);
    await elsewhere.getByRole('button', { name: 'Look at a kept search' }).click();
    const take = (buffer: Buffer) =>
      elsewhere
        .getByLabel('File of a search')
        .setInputFiles({ name: 'search.json', mimeType: 'application/json', buffer });
    await take(Buffer.from(file.text.slice(0, 1000)));
    await expect(elsewhere.getByText(/expected a search that xenn exported/)).toBeVisible();
    await take(Buffer.from(file.text));
    await elsewhere.getByRole('link', { name: title ?? '' }).click();
    await expect(roundTabs(elsewhere)).toHaveCount(10);
    await elsewhere.keyboard.press('Home');
    await expect(roundTabs(elsewhere).first()).toHaveAttribute('aria-selected', 'true');
    await elsewhere.context().close();
  });
});

test('an item says why it was scored; its neighbours, a UMAP and the numbers of a chart', async ({
  page,
}) => {
  await page.getByRole('tab').nth(9).click();
  const results = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await results.first().getByRole('button', { name: /^Why / }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Exact score')).toBeVisible();
  await expect(dialog.locator('mark').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  const map = page.getByRole('region', { name: 'Map', exact: true });
  await map.getByRole('button', { name: 'List found items' }).click();
  const items = await savedText(page, () => map.getByRole('button', { name: 'Export as CSV' }).click());
  expect(items.text.trim().split(/\r?\n/)).toHaveLength(101);

  await map.getByText('UMAP', { exact: true }).click();
  await map.getByRole('button', { name: 'Compute UMAP' }).click();
  await expect(map.getByText(/UMAP of the item vectors/)).toBeVisible({ timeout: 120_000 });

  const scores = page.getByRole('region', { name: 'Scores of each batch' });
  await scores.getByRole('button', { name: /^Export/ }).click();
  const table = await savedText(page, () => page.getByRole('menuitem', { name: 'CSV' }).click());
  expect(table.name).toMatch(/\.csv$/);
  expect(table.text.split('\n').length).toBeGreaterThan(100);
});

test('a stopping rule ends a search early, and says how sure it was', async ({ page }) => {
  await settingsOpen(page);
  await page.getByRole('checkbox', { name: 'Stop early' }).check();
  await page.getByRole('textbox', { name: 'Confidence' }).fill('0.2');
  await search(page, QUERY);
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0, { timeout: 90_000 });
  const confidence = page.getByRole('region', { name: 'Confidence' });
  await expect(confidence.getByText(/model.s own/)).toBeVisible();
  expect(await roundTabs(page).count()).toBeLessThanOrEqual(10);
});

test('methods side by side, and over all test queries', async ({ page }) => {
  await addToCompare(page, 'AXN as published');
  await addToCompare(page, 'GAR');
  await search(page, QUERY);
  const sideBySide = page.getByRole('region', { name: 'Side by side', exact: true });
  for (const name of ['Best', 'AXN as published', 'GAR']) {
    await expect(sideBySide.getByRole('columnheader', { name })).toBeVisible({ timeout: 90_000 });
  }
  const all = page.getByRole('region', { name: 'Over all test queries' });
  await all.getByRole('textbox', { name: 'Test queries' }).fill('2');
  await all.getByRole('button', { name: 'Run over all test queries' }).click();
  const table = all.getByRole('table').first();
  await expect(table.getByRole('row', { name: /GAR/ })).toBeVisible({ timeout: 180_000 });
  await expect(table.getByRole('row', { name: /AXN as published/ })).toBeVisible();
});
