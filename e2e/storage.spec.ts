import { expect, goTo, importFile, openApp, search, test, textFile } from './fixtures.ts';

test('a second tab says that another writes, reads what that one stores, and writes once it is closed', async ({
  context,
  page,
}) => {
  await openApp(page);
  await importFile(page, textFile('few.txt', 'one line of text\nanother line of text\n'));
  const second = await context.newPage();
  await openApp(second);
  const notice = second.getByRole('status').filter({ hasText: /another tab/i });
  await expect(notice).toBeVisible();
  await goTo(second, 'Corpus');
  await expect(second.getByText(/2 documents/).first()).toBeVisible();
  const choose = second.getByRole('button', { name: 'Choose files' });
  await expect(choose).toBeDisabled();
  await expect(choose).toHaveAccessibleDescription(/only reads what another one writes/);
  await expect(second.getByRole('button', { name: 'Delete few' })).toBeDisabled();
  await goTo(second, 'Index');
  await expect(second.getByRole('button', { name: 'Build index' })).toBeDisabled();
  await page.close();
  await second.reload();
  await goTo(second, 'Corpus');
  await expect(choose).toBeEnabled();
  await expect(second.getByText(/2 documents/).first()).toBeVisible();
  await expect(notice).toHaveCount(0);
  await importFile(second, textFile('more.txt', 'one line\nanother line\na third line\n'));
  await expect(second.getByText(/3 documents/).first()).toBeVisible();
});

test('without cross-origin isolation everything works on one thread', async ({ page }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    delete headers['cross-origin-opener-policy'];
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
  await openApp(page);
  await importFile(page, textFile('few.txt', 'a cold river in spring\nan old stone bridge\n'));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await search(page, 'bridge');
  await expect(page.getByText(/all 2 documents were scored, so this ranking is exact/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole('button', { name: /^Backend: WASM · 1 thread$/ })).toBeVisible();
});

test('bad settings and an empty query are answered in words', async ({ page }) => {
  await openApp(page);
  await importFile(page, textFile('few.txt', 'a cold river in spring\nan old stone bridge\n'));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(
    page
      .getByText(/query/i)
      .filter({ hasText: /empty|type/i })
      .first(),
  ).toBeVisible();
  await search(page, '☃☃☃');
  await expect(page.getByText(/knows no word of this query/)).toBeVisible({ timeout: 60_000 });
});

test('a worker that cannot start is an error in words, not a page that waits for ever', async ({ page }) => {
  await page.route(/engine\.worker/, (route) => route.abort());
  await openApp(page);
  await expect(page.getByRole('alert').first()).toContainText(
    /A background worker stopped: .* Reload the page/,
  );
});
