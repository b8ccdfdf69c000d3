import type { Page } from '@playwright/test';
import { expect, roundTabs, test } from './fixtures.ts';
import { makeNextRelease } from './next-release.ts';
import { type PlainHost, startPlainHost } from './plain-host.ts';

// Everywhere else they are blocked: storing the app takes time that those tests have no use for.
test.use({ serviceWorkers: 'allow' });

let host: PlainHost;
test.beforeEach(async () => {
  host = await startPlainHost('/some/path/');
});
test.afterEach(() => host.close());

/** Which release the page is of. */
function version(page: Page) {
  return page.locator('meta[name="xenn-version"]');
}

/** Opens the settings and waits until the app is stored; returns its version. */
async function openStored(page: Page): Promise<string> {
  await page.goto(`${host.url}?backend=wasm#settings`);
  await expect(page.getByText(/^Works offline: .* is stored here, [\d.]+ MB\.$/)).toBeVisible({
    timeout: 60_000,
  });
  return (await version(page).getAttribute('content')) ?? '';
}

test('starts and searches without a network, under any base path, and with threads', async ({ page }) => {
  await openStored(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await expect(page.getByRole('link', { name: /^Missing here: Cross-origin isolation/ })).toBeVisible();
  await host.close();

  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.getByRole('link', { name: 'xenn, start' }).click();
  await page.getByRole('button', { name: 'Try the sample corpus' }).click();
  await expect(roundTabs(page)).toHaveCount(10, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^Backend: WASM · [2-9] threads/ })).toBeVisible();
});

test('an update waits for the tabs of the version before, and never mixes the two', async ({
  page: first,
  context,
}) => {
  const next = await makeNextRelease();
  try {
    const old = await openStored(first);
    await first.goto(`${host.url}?backend=wasm`);
    host.folder = next.folder;

    const second = await context.newPage();
    await second.goto(`${host.url}?backend=wasm`);
    await expect(version(second)).toHaveAttribute('content', old);
    const start = second.getByRole('button', { name: 'Start the new version' });
    await expect(start).toBeVisible({ timeout: 60_000 });
    await expect(first.getByRole('button', { name: 'Start the new version' })).toBeVisible();

    await test.step('the old version goes on with its own files, which the host no longer has', async () => {
      await first.getByRole('link', { name: 'Settings', exact: true }).click();
      await expect(first.getByRole('heading', { name: 'About' })).toBeVisible();
      await start.click();
      await expect(second.getByText(/xenn is open in 1 other tab: close first/)).toBeVisible();
      await expect(version(second)).toHaveAttribute('content', old);
    });

    await test.step('once it is the only tab the new one starts, whole', async () => {
      await first.close();
      await start.click();
      await expect(version(second)).toHaveAttribute('content', next.version);
      await second.getByRole('link', { name: 'Settings', exact: true }).click();
      await expect(second.getByRole('heading', { name: 'About' })).toBeVisible();
      expect(await second.evaluate(() => caches.keys())).toHaveLength(1);
    });
  } finally {
    await next.remove();
  }
});

test('a page whose version was replaced by another tab says so, and goes on to the new one', async ({
  page,
}) => {
  const next = await makeNextRelease();
  try {
    const old = await openStored(page);
    host.folder = next.folder;
    await page.reload();
    await expect(page.getByRole('button', { name: 'Start the new version' })).toBeVisible({
      timeout: 60_000,
    });
    // As another tab asks for it, without knowing of this one.
    await page.evaluate(async () => {
      const { waiting } = await navigator.serviceWorker.ready;
      waiting?.postMessage({ kind: 'take-over' }, [new MessageChannel().port1]);
    });
    const notice = page.getByRole('status').filter({ hasText: 'Another tab has started a newer version' });
    await expect(notice).toBeVisible();
    await expect(version(page)).toHaveAttribute('content', old);
    await expect(page.getByText(/^Works offline: /)).toBeVisible();
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect(version(page)).toHaveAttribute('content', next.version);
    await expect(notice).toHaveCount(0);
  } finally {
    await next.remove();
  }
});

test('an update with a file that is not what it should be is not taken', async ({ page }) => {
  const next = await makeNextRelease();
  try {
    const old = await openStored(page);
    host.replaced.set('models/golden.json', new TextEncoder().encode('{}'));
    host.folder = next.folder;
    await page.reload();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const update = await registration.update();
      await new Promise<void>((resolve) => {
        const { installing } = update;
        if (!installing) resolve();
        installing?.addEventListener('statechange', () => installing.state === 'redundant' && resolve());
      });
    });
    await expect(version(page)).toHaveAttribute('content', old);
    await expect(page.getByRole('button', { name: 'Start the new version' })).toHaveCount(0);
  } finally {
    await next.remove();
  }
});
