import { expect, goTo, openApp, roundTabs, search, test, trySample } from './fixtures.ts';

test('an index build survives a reload and goes on without scoring a pair twice', async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page, '?backend=wasm');
  await trySample(page);
  await goTo(page, 'Index');
  await page.getByRole('textbox', { name: 'Number of train queries' }).fill('30');
  await page.getByRole('textbox', { name: 'Documents per query (k_d)' }).fill('40');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Resumed');
  await expect(page.getByRole('region', { name: 'Plan' })).toContainText('1,200 cross-encoder calls');
  await page.getByRole('button', { name: 'Build index' }).click();

  const scored = page.getByText(/of 1,200 pairs scored/);
  await expect
    .poll(async () => Number.parseInt((await scored.textContent()) ?? '', 10), { timeout: 60_000 })
    .toBeGreaterThan(150);
  await page.reload();

  const unfinished = page.getByRole('listitem', { name: 'Resumed' });
  // They are counted once the models are loaded.
  await expect(unfinished).toContainText(/[\d,]+ of 1,200 pairs scored/, { timeout: 60_000 });
  const text = (await unfinished.textContent()) ?? '';
  const known = Number(/([\d,]+) of 1,200 pairs scored/.exec(text)?.[1].replace(',', ''));
  expect(known).toBeGreaterThan(150);
  expect(known).toBeLessThan(1200);
  await page.getByRole('button', { name: 'Resume Resumed' }).click();
  const first = await scored.textContent();
  expect(Number(first?.split(' ')[0].replace(',', ''))).toBeGreaterThanOrEqual(known);

  await expect(page.getByText('“Resumed” is built')).toBeVisible({ timeout: 120_000 });
  const index = page.getByRole('table', { name: 'Index library' }).getByRole('row', { name: /Resumed/ });
  await expect(index).toContainText('1,200');

  await goTo(page, 'Search');
  await search(page, 'why does the sea go in and out');
  await expect(roundTabs(page)).toHaveCount(10, {
    timeout: 60_000,
  });
  // The newest index is what a search estimates with.
  await expect(page.locator('dl', { hasText: 'Method' })).toContainText('Item vectorsResumed');
});

test('a build can be paused, resumed and discarded', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page, '?backend=wasm');
  await trySample(page);
  await goTo(page, 'Index');
  await page.getByRole('button', { name: 'Build index' }).click();
  await expect(page.getByText(/[1-9][\d,]* of [\d,]+ pairs scored/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  const resume = page.getByRole('button', { name: /^Resume / });
  await expect(resume).toBeEnabled();
  await resume.click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Build index' })).toBeEnabled();
  await expect(resume).toHaveCount(0);
  await page.reload();
  await expect(page.getByText('No index yet.')).toBeVisible();
  await expect(resume).toHaveCount(0);
});
