import type { Page } from '@playwright/test';
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

test('the storage of a corpus is checked; the button that began it keeps the focus', async ({ page }) => {
  await openApp(page);
  await importFile(page, textFile('few.txt', 'one line of text\nanother line of text\n'));
  const check = page.getByRole('button', { name: 'Check storage' });
  await check.click();
  await expect(page.getByRole('status').filter({ hasText: 'No damage was found' })).toBeVisible();
  await expect(check).toBeFocused();
});

test('an import that does not fit into what the site may store leaves nothing, and goes through once there is room', async ({
  page,
}) => {
  await openApp(page);
  await importFile(page, textFile('few.txt', 'one line of text\nanother line of text\n'));
  await page.reload();
  await goTo(page, 'Corpus');
  const lines = Array.from(
    { length: 10_000 },
    (_, number) => `line ${number} ${'of many words '.repeat(30)}`,
  );
  const large = textFile('large.txt', lines.join('\n'));
  await page.getByLabel('Corpus files').setInputFiles(large);
  const cdp = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  const usedBytes = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usedBytes + 2_500_000 });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'most likely because it is full' })).toContainText(
    'Nothing of this step was kept. Delete an index or a corpus, or free disk space, and try again.',
  );

  await cdp.send('Storage.overrideQuotaForOrigin', { origin });
  await page.reload();
  await goTo(page, 'Corpus');
  await expect(page.getByText(/2 documents/).first()).toBeVisible();
  await expect(page.getByText('large', { exact: true })).toHaveCount(0);
  await importFile(page, large);
  await expect(page.getByText(/10,000 documents/).first()).toBeVisible();
});

/** Runs `script` in the storage worker before anything else of it. */
async function changeStorageWorker(page: Page, script: string): Promise<void> {
  await page.route(/storage\.worker-/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script};${await response.text()}` });
  });
}

test.describe('a browser that gives no storage', () => {
  const WITHOUT = [
    {
      name: 'because it has none',
      script: 'delete StorageManager.prototype.getDirectory',
      cause: 'navigator.storage.getDirectory is missing',
    },
    {
      name: 'because its files cannot be written in place',
      script: 'delete FileSystemFileHandle.prototype.createSyncAccessHandle',
      cause: 'FileSystemFileHandle.createSyncAccessHandle is missing',
    },
    {
      name: 'because the person does not allow it, or the window is private',
      script:
        "StorageManager.prototype.getDirectory = async () => { throw new DOMException('It was denied.', 'SecurityError') }",
      cause: 'It was denied.',
    },
  ];

  for (const { name, script, cause } of WITHOUT) {
    test(`${name}, is told so, and nothing is promised`, async ({ page }) => {
      await changeStorageWorker(page, script);
      await openApp(page);
      await expect(page.getByRole('alert').filter({ hasText: 'storage' }).first()).toContainText(
        `This browser gives xenn no storage on the disk (${cause}). xenn needs the origin private file system (OPFS): ` +
          'leave private browsing, allow this site to store data, open it over https or from localhost, or use a current ' +
          'browser. Nothing has been stored.',
      );
      await goTo(page, 'Settings');
      await expect(page.getByRole('heading', { name: 'Models' }).first()).toBeVisible();
    });
  }
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
