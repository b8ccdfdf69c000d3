import { expect, goTo, openApp, test, trySample } from './fixtures.ts';

// On WebGPU the software adapter scores a few pairs a second: the same journey, with a smaller budget.
const BACKENDS = [
  { search: '', badge: /^Backend: WASM/, smallBudget: false },
  { search: '?backend=wasm', badge: /^Backend: WASM/, smallBudget: false },
  { search: '?backend=webgpu', badge: /^Backend: WebGPU/, smallBudget: true },
];

for (const { search, badge, smallBudget } of BACKENDS) {
  test(`sample corpus to searched query, ${search || 'backend chosen by measurement'}`, async ({ page }) => {
    test.setTimeout(180_000);
    await openApp(page, search);
    await trySample(page);

    await test.step('the header names the backend and says why', async () => {
      await page.getByRole('button', { name: badge }).click();
      const reason = search ? /as set by hand/ : /WebGPU/;
      await expect(page.getByText(reason).first()).toBeVisible();
      await page.keyboard.press('Escape');
    });

    const rounds = page.getByRole('tablist', { name: 'Rounds' }).getByRole('tab');
    await test.step('rounds are stepped through with the keyboard', async () => {
      await expect(rounds.nth(9)).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('ArrowLeft');
      await expect(rounds.nth(8)).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('Home');
      await expect(rounds.nth(0)).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('End');
      await expect(rounds.nth(9)).toHaveAttribute('aria-selected', 'true');
    });

    await test.step('another query, typed, spends its budget', async () => {
      const budget = smallBudget ? 20 : 60;
      await page.getByRole('textbox', { name: 'Budget' }).fill(String(budget));
      await page.getByRole('textbox', { name: 'Rounds' }).fill('4');
      await page.keyboard.press('/');
      await page.getByRole('combobox', { name: 'Query' }).fill('why does my sourdough taste of vinegar');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(rounds).toHaveCount(4, { timeout: 90_000 });
      await expect(page.getByText(`${budget} computed now, 0 from store`)).toBeVisible();
    });

    await test.step('the same query again runs the model not once', async () => {
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(page.getByText(/\(0 computed now, \d+ from store\)/)).toBeVisible();
    });

    if (smallBudget) return;
    await test.step('the exact ranking gives recall, and is instant the second time', async () => {
      await page.getByRole('button', { name: 'Compute exact ranking' }).click();
      const recall = page.getByRole('table', { name: /Recall/ });
      await expect(recall).toBeVisible({ timeout: 60_000 });
      await page.reload();
      await page.getByRole('combobox', { name: 'Query' }).fill('why does my sourdough taste of vinegar');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(recall).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText(/\(0 computed now, \d+ from store\)/)).toBeVisible();
    });

    await test.step('retrieve-and-rerank can be laid side by side', async () => {
      await page.getByText('Both', { exact: false }).first().click();
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(page.getByRole('heading', { name: /Retrieve & re-rank/ })).toBeVisible();
    });

    await test.step('the corpus screen shows what is stored', async () => {
      await goTo(page, 'Corpus');
      await expect(page.getByText(/528 documents/).first()).toBeVisible();
    });
  });
}
