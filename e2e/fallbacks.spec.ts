import type { Page } from '@playwright/test';
import { pdfFile } from '../src/testing/pdf-file.ts';
import { expect, goTo, importFile, openApp, test, trySample } from './fixtures.ts';
import { startPlainHost } from './plain-host.ts';

/** Takes a property of `navigator` away, in the page and in its workers. */
async function withhold(page: Page, property: 'gpu' | 'locks' | 'serviceWorker'): Promise<void> {
  const code = `delete Object.getPrototypeOf(navigator).${property};`;
  await page.addInitScript(code);
  await page.route(/\.worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${code}\n${await response.text()}` });
  });
}

// A worker may still be asked for when a test ends: its answer is waited for.
test.afterEach(async ({ page }) => {
  await page.unrouteAll({ behavior: 'wait' });
});

async function expectMissing(page: Page, text: string): Promise<void> {
  await goTo(page, 'Settings');
  await expect(page.getByRole('region', { name: 'About' })).toContainText(text);
}

test('without WebGPU models run by WebAssembly', async ({ page }) => {
  await withhold(page, 'gpu');
  await openApp(page);
  await trySample(page);
  await expect(page.getByRole('button', { name: /^Backend: WASM/ })).toBeVisible();
  await expectMissing(page, 'WebGPU. Models and matrices are computed on the processor, by WebAssembly.');
});

test('without cross-origin isolation WebAssembly has one thread', async ({ page }) => {
  const host = await startPlainHost('/');
  try {
    await page.goto(`${host.url}?backend=wasm`);
    await trySample(page);
    await expect(page.getByRole('button', { name: /^Backend: WASM · 1 thread/ })).toBeVisible();
    await expectMissing(page, 'Cross-origin isolation. WebAssembly runs on one thread');
  } finally {
    await host.close();
  }
});

test('without service workers the app works, and says that it needs the network to start', async ({
  page,
}) => {
  await withhold(page, 'serviceWorker');
  await openApp(page, '?backend=wasm');
  await trySample(page);
  await expectMissing(page, 'Needs the network to start: it cannot be stored, because');
  await expectMissing(page, 'Service workers. The app cannot be installed');
});

test('without Web Locks nothing is stored, and the page says why', async ({ page }) => {
  await withhold(page, 'locks');
  await openApp(page, '?backend=wasm');
  await expect(page.getByText(/Expected Web Locks, .* found a browser without them/).first()).toBeVisible();
  await expectMissing(page, 'Web Locks and BroadcastChannel. Tabs cannot tell each other which one writes');
});

test('where the worker for PDFs cannot be loaded, that is said, and it is tried again', async ({ page }) => {
  const workerFile = /\/pdf\.worker-[^/]*\.js$/;
  await page.route(workerFile, (route) => route.abort());
  await openApp(page, '?backend=wasm');
  const file = {
    name: 'frost.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(pdfFile([['A late frost']])),
  };
  await page.getByLabel('Corpus files').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText(
    'PDFs cannot be read: the worker for them did not start (its file could not be loaded). Reload the page and choose the files again.',
  );
  await page.unroute(workerFile);
  await importFile(page, file);
});
