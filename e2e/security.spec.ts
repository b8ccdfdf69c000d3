import { readdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { pdfOfEncoding } from '../src/testing/pdf-file.ts';
import { expect, goTo, importFile, openApp, test, textFile, trySample } from './fixtures.ts';
import { startPlainHost } from './plain-host.ts';

/** What the page, or a worker of it, was not allowed to do. */
function watchViolations(page: Page): string[] {
  const violations: string[] = [];
  const note = (text: string) => {
    if (/Content Security Policy|Trusted ?(Types|Script|HTML)/i.test(text)) violations.push(text);
  };
  page.on('console', (message) => note(message.text()));
  // What happens in a worker is not on the page's console.
  page.on('worker', (worker) => {
    void worker
      .evaluate(() =>
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error(`Content Security Policy, worker: ${violatedDirective} ${blockedURI}`),
        ),
      )
      // Ended already.
      .catch(() => undefined);
    worker.on('console', (message) => note(message.text()));
  });
  return violations;
}

/** What `click` lets the person save; its name. */
async function savedName(page: Page, click: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return download.suggestedFilename();
}

async function buildSmallIndex(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'New index' });
  await form.getByRole('radio', { name: 'MF, transductive' }).check();
  await form.getByRole('radio', { name: /Sentences of documents/ }).check();
  await form.getByRole('textbox', { name: 'Number of train queries' }).fill('4');
  await form.getByRole('textbox', { name: 'Documents per query (k_d)' }).fill('10');
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Small');
  await page.getByRole('button', { name: 'Build index' }).click();
  await expect(page.getByText('“Small” is built')).toBeVisible({ timeout: 60_000 });
}

async function runSmallExperiment(page: Page): Promise<void> {
  const form = page.getByRole('form', { name: 'New experiment' });
  await form.getByRole('textbox', { name: 'Test queries' }).fill('2');
  await form.getByRole('textbox', { name: 'Name' }).fill('Small');
  await form.getByRole('button', { name: 'Run experiment' }).click();
  const results = page.getByRole('region', { name: 'Results of “Small”' });
  await expect(results).toBeVisible({ timeout: 90_000 });
  await expect(results.getByRole('img', { name: /^Recall against calls\./ }).locator('svg')).toBeVisible();
}

test('a whole session asks nothing of another origin, and breaks no rule of the policy', async ({ page }) => {
  test.setTimeout(240_000);
  const requested: string[] = [];
  page.on('request', (request) => void requested.push(request.url()));
  const violations = watchViolations(page);
  await openApp(page, '?backend=wasm');
  await trySample(page);
  await test.step('an index, which leaves as a file', async () => {
    await goTo(page, 'Index');
    await buildSmallIndex(page);
    const click = () => page.getByRole('button', { name: 'Export Small' }).click();
    expect(await savedName(page, click)).toBe('Small.safetensors');
  });
  await test.step('an experiment, and its report as a page', async () => {
    await goTo(page, 'Evaluate');
    await runSmallExperiment(page);
    await page.getByRole('link', { name: 'Open report page' }).click();
    await page.getByRole('button', { name: 'Download' }).click();
    const click = () => page.getByRole('menuitem', { name: 'This page (HTML)' }).click();
    expect(await savedName(page, click)).toMatch(/\.html$/);
  });
  await test.step('a project', async () => {
    await goTo(page, 'Corpus');
    await page.getByRole('button', { name: /^Export /, expanded: false }).click();
    const click = () => page.getByRole('menuitem', { name: /^Project/ }).click();
    expect(await savedName(page, click)).toMatch(/\.xenn$/);
  });
  await test.step('an import of a PDF in a predefined encoding', async () => {
    const file = pdfOfEncoding('UniGB-UCS2-H', 'GB1', '4E2D6587');
    const input = page.getByLabel('Corpus files').first();
    await input.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from(file) });
    await expect(page.getByText('中文')).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/was imported in/)).toBeVisible({ timeout: 60_000 });
  });
  for (const screen of ['Search', 'Settings'] as const) {
    await goTo(page, screen);
    await expect(page.getByRole('main').getByRole('region').first()).toBeVisible();
  }
  const own = new URL(page.url()).origin;
  const foreign = requested.filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== own);
  expect(requested).toContainEqual(expect.stringMatching(/cross-encoder.*\.onnx$/));
  expect(foreign).toEqual([]);
  expect(violations).toEqual([]);
});

test('the policy holds in the page and in its workers, on a host that sends no headers', async ({ page }) => {
  const host = await startPlainHost('/some/path/');
  const other = await startPlainHost('/', { 'Access-Control-Allow-Origin': '*' });
  try {
    const reach = (address: string) =>
      fetch(address).then(
        () => 'reached',
        () => 'refused',
      );
    const violations = watchViolations(page);
    await test.step('a link to the page that may connect is no permission', async () => {
      await page.goto(`${host.url}connected.html?backend=wasm`);
      await expect(page).toHaveURL(`${host.url}?backend=wasm`);
    });
    await expect(page.getByRole('button', { name: /^Backend: WASM · 1 thread/ })).toBeVisible({
      timeout: 60_000,
    });
    const ask = () =>
      Promise.all([
        page.evaluate(reach, other.url),
        ...page.workers().map((worker) => worker.evaluate(reach, other.url)),
      ]);
    expect(new Set(await ask())).toEqual(new Set(['refused']));
    expect(page.workers().length).toBeGreaterThanOrEqual(3);
    expect(other.requests).toEqual([]);
    // The other test relies on hearing of this.
    await expect.poll(() => violations.some((text) => text.includes('worker: connect-src'))).toBe(true);
    await expect(
      page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<i>x</i>')),
    ).rejects.toThrow(/Expected a style sheet where HTML is set/);

    await test.step('a person allows connections, and takes it back', async () => {
      await page.getByRole('link', { name: 'Settings', exact: true }).click();
      await page.getByRole('button', { name: 'Allow connections' }).click();
      await expect(page).toHaveURL(/\/some\/path\/connected\.html\?backend=wasm#/);
      await expect(
        page.getByRole('link', { name: 'Connections to other addresses are allowed' }),
      ).toBeVisible();
      await expect(page.getByRole('button', { name: /^Backend: WASM/ })).toBeVisible({ timeout: 60_000 });
      expect(new Set(await ask())).toEqual(new Set(['reached']));
      await page.goto(host.url);
      await expect(page).toHaveURL(/connected\.html/);
      await expect(page.getByRole('button', { name: /^Backend: (WASM|WebGPU) / })).toBeVisible({
        timeout: 60_000,
      });
      await page.getByRole('link', { name: 'Settings', exact: true }).click();
      await page.getByRole('button', { name: 'Forbid connections' }).click();
      await expect(page).not.toHaveURL(/connected/);
      await page.reload();
      await expect(page).not.toHaveURL(/connected/);
    });
  } finally {
    await host.close();
    await other.close();
  }
});

test('a model file that was changed is refused in words', async ({ page }) => {
  const host = await startPlainHost('/');
  try {
    host.replaced.set('models/dual-encoder/onnx/model_int8.onnx', new Uint8Array(1000));
    await page.goto(host.url);
    const badge = page.getByRole('button', { name: 'Backend: Models failed' });
    await expect(badge).toBeVisible({ timeout: 60_000 });
    await badge.click();
    await expect(
      page.getByText(/Model file models\/dual-encoder.*expected \d+ bytes, found: 1000/),
    ).toBeVisible();
  } finally {
    await host.close();
  }
});

/** The one file of the build whose name is made of `start`, its hash and `end`. */
async function builtFile(start: string, end: string): Promise<string> {
  const names = await readdir('dist/assets');
  const found = names.filter((name) => name.startsWith(start) && name.endsWith(end));
  expect(found).toHaveLength(1);
  return `assets/${found[0]}`;
}

for (const [backend, name] of [
  ['wasm', 'ort-wasm-simd-threaded-'],
  ['webgpu', 'ort-wasm-simd-threaded.asyncify-'],
]) {
  test(`ONNX Runtime's file for ${backend} that was changed is refused in words`, async ({ page }) => {
    const host = await startPlainHost('/');
    try {
      const path = await builtFile(name, '.wasm');
      host.replaced.set(path, new Uint8Array(1000));
      await page.goto(`${host.url}?backend=${backend}`);
      const badge = page.getByRole('button', { name: 'Backend: Models failed' });
      await expect(badge).toBeVisible({ timeout: 60_000 });
      await badge.click();
      await expect(page.getByText(/expected the SHA-256 [0-9a-f]{64}, found 1000 bytes with/)).toBeVisible();
      expect(host.requests.filter((request) => request === path).length).toBeGreaterThanOrEqual(2);
    } finally {
      await host.close();
    }
  });
}

test("SQLite's WebAssembly that was changed is refused in words", async ({ page }) => {
  const host = await startPlainHost('/');
  try {
    host.replaced.set(await builtFile('sqlite3', '.wasm'), new Uint8Array(1000));
    await page.goto(host.url);
    await expect(
      page.getByText(
        /SQLite could not be loaded \(.*expected the SHA-256 [0-9a-f]{64}, found 1000 bytes with/,
      ),
    ).toBeVisible({ timeout: 30_000 });
  } finally {
    await host.close();
  }
});

test('menus, dialogs, lists of choices and hints look as they should under the policy', async ({ page }) => {
  const violations = watchViolations(page);
  await openApp(page, '?backend=wasm');
  await importFile(page, textFile('few.txt', 'A late frost\nBees fly\n'));
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Export few' }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toHaveCSS('position', 'absolute');
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);

  const deleting = page.getByRole('button', { name: 'Delete few' });
  await deleting.hover();
  await expect(page.getByRole('tooltip')).toHaveCSS('position', 'absolute');
  await deleting.click();
  await expect(page.getByRole('dialog')).toBeVisible();
  // By a style element that the dialog makes.
  await expect(page.locator('body')).toHaveCSS('overflow', 'hidden');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  await expect(page.locator('body')).not.toHaveCSS('overflow', 'hidden');

  await goTo(page, 'Search');
  await page.getByRole('combobox', { name: 'Item vectors' }).click();
  await expect(page.getByRole('option', { name: 'Lexical (LSA)' })).toBeVisible();
  await page.keyboard.press('Escape');
  expect(violations).toEqual([]);
});
