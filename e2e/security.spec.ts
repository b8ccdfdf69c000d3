import type { Page } from '@playwright/test';
import { expect, goTo, openApp, sampleZip, test, trySample } from './fixtures.ts';
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

test('a whole session asks nothing of another origin, and breaks no rule of the policy', async ({ page }) => {
  test.setTimeout(120_000);
  const requested: string[] = [];
  page.on('request', (request) => void requested.push(request.url()));
  const violations = watchViolations(page);
  await openApp(page, '?backend=wasm');
  await trySample(page);
  await test.step('import', async () => {
    await goTo(page, 'Corpus');
    await page.getByLabel('Corpus files').first().setInputFiles(sampleZip());
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/was imported in/)).toBeVisible({ timeout: 60_000 });
  });
  for (const screen of ['Index', 'Evaluate', 'Search', 'Settings'] as const) {
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
