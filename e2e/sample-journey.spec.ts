import type { Page } from '@playwright/test';
import { addToCompare, expect, goTo, openApp, roundTabs, search, test, trySample } from './fixtures.ts';

const QUERY = 'why does my sourdough taste of vinegar';

async function expectBackend(page: Page, badge: RegExp, reason: RegExp): Promise<void> {
  await page.getByRole('button', { name: badge }).click();
  await expect(page.getByText(reason).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText(reason).first()).toBeHidden();
}

async function stepThroughRounds(page: Page, roundCount: number): Promise<void> {
  const rounds = roundTabs(page);
  const chosen = (round: number) => expect(rounds.nth(round - 1)).toHaveAttribute('aria-selected', 'true');
  await chosen(roundCount);
  await page.keyboard.press('ArrowLeft');
  await chosen(roundCount - 1);
  await page.keyboard.press('Home');
  await chosen(1);
  await page.keyboard.press('End');
  await chosen(roundCount);
}

/** A typed query with a budget of its own, then the same one again. */
async function searchTwice(page: Page, budget: number, rounds: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Budget' }).fill(String(budget));
  await page.getByRole('button', { name: 'All settings' }).click();
  await page.getByRole('textbox', { name: 'Rounds' }).fill(String(rounds));
  await search(page, QUERY);
  await expect(roundTabs(page)).toHaveCount(rounds, { timeout: 90_000 });
  await expect(page.getByText(`(${budget} computed now, 0 from store)`)).toBeVisible();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByText(`(0 computed now, ${budget} from store)`)).toBeVisible();
}

for (const [address, reason] of [
  ['', /^WebAssembly on .*WebGPU/],
  ['?backend=wasm', /as set by hand/],
] as const) {
  test(`sample journey on WASM, ${address || 'chosen by measurement'}`, async ({ page }) => {
    test.setTimeout(180_000);
    const requested: string[] = [];
    page.on('request', (request) => void requested.push(request.url()));
    await openApp(page, address);
    await trySample(page);
    await expectBackend(page, /^Backend: WASM · \d+ thread/, reason);
    await stepThroughRounds(page, 10);
    await searchTwice(page, 60, 4);

    await test.step('the exact ranking gives recall, and is there at once after a reload', async () => {
      await page.getByRole('button', { name: 'Compute exact ranking' }).click();
      const recall = page.getByRole('table', { name: /Recall/ });
      await expect(recall).toBeVisible({ timeout: 60_000 });
      await page.reload();
      await search(page, QUERY);
      await expect(recall).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText(/\(0 computed now, \d+ from store\)/)).toBeVisible();
    });

    await test.step('retrieve-and-rerank can be laid side by side', async () => {
      await addToCompare(page, 'Retrieve and rerank');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      const sideBySide = page.getByRole('region', { name: 'Side by side', exact: true });
      await expect(sideBySide.getByRole('columnheader', { name: 'Retrieve and rerank' })).toBeVisible();
    });

    await test.step('the corpus screen shows what is stored', async () => {
      await goTo(page, 'Corpus');
      await expect(page.getByText(/528 documents/).first()).toBeVisible();
    });

    await test.step('nothing was asked of any other address than the app’s own', async () => {
      const own = new URL(page.url()).origin;
      expect(requested).toContainEqual(expect.stringMatching(/cross-encoder.*\.onnx$/));
      expect(requested.filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== own)).toEqual(
        [],
      );
    });
  });
}

// The software adapter scores a few pairs a second: the first search is cut short, the second one small.
test('sample journey on WebGPU', async ({ page }) => {
  test.setTimeout(300_000);
  await openApp(page, '?backend=webgpu');
  await page.getByRole('button', { name: 'Try the sample corpus' }).click();
  await expect(roundTabs(page)).not.toHaveCount(0, { timeout: 120_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectBackend(page, /^Backend: WebGPU/, /as set by hand/);
  await searchTwice(page, 16, 4);
  await stepThroughRounds(page, 4);
});
