import { expect, test } from './fixtures.ts';

test('a button in the settings stays where it is while the models load', async ({ page }) => {
  let letModelsCome = () => {};
  const measured = new Promise<void>((resolve) => {
    letModelsCome = resolve;
  });
  await page.route('**/*.onnx', async (route) => {
    await measured;
    await route.continue();
  });
  await page.goto('/?backend=wasm#/settings');
  const button = page.getByRole('button', { name: 'Allow connections' });
  await expect(button).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Loading the models' })).toBeVisible();
  const before = await button.evaluate(topInPagePx);
  letModelsCome();
  await expect(page.getByText(/Matrix arithmetic of indexing: Computing/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^About .* used/)).toBeVisible();
  // A line's height is 20: what may differ is the font.
  expect(Math.abs((await button.evaluate(topInPagePx)) - before)).toBeLessThan(10);
});

function topInPagePx(element: Element): number {
  return element.getBoundingClientRect().top + window.scrollY;
}
