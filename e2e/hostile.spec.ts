import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page, Worker } from '@playwright/test';
import { zipSync } from 'fflate';
import { ALL_PAYLOADS, PAYLOADS } from '../src/testing/hostile/payloads.ts';
import { drawnPdf } from '../src/testing/pdf-file.ts';
import { expect, goTo, importFile, openApp, search, test, textFile } from './fixtures.ts';
import { HOSTILE_TABLE, hostileCorpus, IMAGE, SVG, TEXTS } from './hostile-corpus.ts';
import { watchHarm } from './watch-harm.ts';

interface SavedFile {
  readonly name: string;
  readonly text: string;
  /** Of a copy with its name, so that a browser knows its kind. */
  readonly url: string;
}

async function saved(page: Page, click: () => Promise<void>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  const name = download.suggestedFilename();
  const path = join(test.info().outputPath(), name);
  await download.saveAs(path);
  return { name, text: readFileSync(path, 'utf8'), url: pathToFileURL(path).href };
}

/** Chooses `item` from the menu that `button` opens, and takes the file that comes of it. */
async function exported(page: Page, button: Locator, item: string | RegExp): Promise<SavedFile> {
  await button.click();
  return saved(page, () => page.getByRole('menuitem', { name: item, exact: true }).click());
}

test('a corpus of payloads is shown as text on every screen, and runs on none', async ({ page, browser }) => {
  test.setTimeout(240_000);
  const harm = watchHarm(page);
  await openApp(page, '?backend=wasm');

  await test.step('preview', async () => {
    await page.getByLabel('Corpus files').setInputFiles(HOSTILE_TABLE);
    await expect(page.getByLabel('Name')).toHaveValue(SVG);
    await expect(page.getByRole('table')).toContainText(PAYLOADS[0]);
    await expect(page.getByRole('columnheader', { name: IMAGE.replaceAll('"', '') })).toBeVisible();
    await harm.expectNone('preview');
    await page.getByRole('button', { name: 'Choose other files' }).click();
  });

  await test.step('import', async () => {
    await page.getByLabel('Corpus files').setInputFiles(hostileCorpus());
    await page.getByLabel(/Leave out documents that repeat/).check();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const report = page.getByRole('status').filter({ hasText: 'was imported' });
    await expect(report).toContainText(`“${IMAGE}” was imported in`);
    await expect(report).toContainText(`${PAYLOADS.length} queries · 12 judgements`);
    const refused = page.getByRole('table', { name: 'Refused lines' });
    await expect(refused).toContainText(`document "${IMAGE} again" has the title and text of`);
    await expect(refused).toContainText('"_id" contains a NUL character');
    await harm.expectNone('report');
    await page.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('corpus', async () => {
    await expect(page.getByRole('listitem', { name: IMAGE })).toBeVisible();
    const documents = page.getByRole('list', { name: 'Documents' });
    await expect(documents).toContainText(`${PAYLOADS[1]} title 1`);
    await documents.getByRole('button', { expanded: false }).nth(1).click();
    await expect(documents).toContainText(ALL_PAYLOADS);
    await page.keyboard.press('End');
    for (const [row, text] of [...TEXTS.entries()].slice(-3)) {
      await expect(documents).toContainText(`${text} title ${row}`);
    }
    await page.getByRole('tab', { name: /^Queries/ }).click();
    await expect(page.getByRole('list', { name: 'Queries' })).toContainText(`${PAYLOADS[0]} otter 0`);
    await expect(page.getByRole('radiogroup', { name: 'Split' })).toContainText(IMAGE);
    await harm.expectNone('corpus');
    const csv = await exported(page, page.getByRole('button', { name: /^Export / }), /^CSV/);
    expect(csv.text).toContain(`"'=HYPERLINK(""https://evil.example/"",""x"") title`);
    const name = page.getByRole('button', { name: `Delete ${IMAGE}` });
    await name.click();
    await expect(page.getByRole('dialog')).toContainText(`Delete “${IMAGE}”?`);
    await harm.expectNone('dialog');
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  });

  await test.step('search', async () => {
    await goTo(page, 'Search');
    await page.getByRole('textbox', { name: 'Budget' }).fill('12');
    await search(page, `${IMAGE} otter`);
    await expect(page.getByRole('button', { name: 'Keep this search' })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('heading', { name: `${IMAGE} otter` }).first()).toBeVisible();
    const results = page.getByRole('list', { name: 'Results' });
    await expect(results).toContainText(/ title \d/);
    await harm.expectNone('search');
    await results.getByRole('button', { name: /^Why / }).first().click();
    await expect(page.getByRole('dialog').getByText('Exact score')).toBeVisible();
    await expect(page.getByRole('dialog')).toContainText(ALL_PAYLOADS);
    await harm.expectNone('why');
    await page.keyboard.press('Escape');
    const map = page.getByRole('region', { name: 'Map', exact: true });
    await hoverItem(page, map);
    await harm.expectNone('item under the pointer');
    await map.getByRole('button', { name: 'List found items' }).click();
    const items = await saved(page, () => map.getByRole('button', { name: 'Export as CSV' }).click());
    for (const line of items.text.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=@]/);
    await harm.expectNone('map');
    const scores = page.getByRole('region', { name: 'Scores of each batch' });
    const chart = await exported(page, scores.getByRole('button', { name: /^Export/ }), 'SVG');
    await expectHarmlessFile(browser, chart, `${IMAGE} otter`);
  });

  await test.step('kept search', async () => {
    await page.getByRole('button', { name: 'Keep this search' }).click();
    await expect(page.getByText(/^Kept at/)).toBeVisible();
    await page.getByRole('button', { name: 'Kept searches' }).click();
    const list = page.getByRole('list', { name: 'Kept searches' });
    await expect(list).toContainText(`${IMAGE} otter`);
    await harm.expectNone('kept searches');
    await list.getByRole('link').click();
    await expect(page.getByText(/nothing is computed/i)).toBeVisible();
    await expect(page.getByRole('heading', { name: `${IMAGE} otter` }).first()).toBeVisible();
    await harm.expectNone('replay');
  });

  await test.step('index', async () => {
    await goTo(page, 'Index');
    const form = page.getByRole('form', { name: 'New index' });
    await form.getByRole('radio', { name: 'MF, transductive' }).check();
    await form.getByRole('textbox', { name: 'Number of train queries' }).fill('4');
    await form.getByRole('textbox', { name: 'Documents per query (k_d)' }).fill('10');
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill(IMAGE);
    await page.getByRole('button', { name: 'Build index' }).click();
    await expect(page.getByText(`“${IMAGE}” is built`)).toBeVisible({ timeout: 60_000 });
    await harm.expectNone('index');
  });

  await test.step('experiment', async () => {
    await goTo(page, 'Evaluate');
    const form = page.getByRole('form', { name: 'New experiment' });
    await typeNumbers(form.getByRole('combobox', { name: 'Budgets B' }), [5, 10], 3);
    await typeNumbers(form.getByRole('combobox', { name: 'Measured at k' }), [1], 3);
    await form.getByRole('checkbox', { name: IMAGE }).check();
    await form.getByRole('textbox', { name: 'Name' }).fill(IMAGE);
    await form.getByRole('button', { name: 'Run experiment' }).click();
    const results = page.getByRole('region', { name: `Results of “${IMAGE}”` });
    await expect(results).toBeVisible({ timeout: 60_000 });
    await expect(results.getByRole('table', { name: 'Query by query' })).toContainText(
      `${PAYLOADS[6]} otter 6`,
    );
    await harm.expectNone('evaluation');
    const csv = await saved(page, () => results.getByRole('button', { name: 'Export as CSV' }).click());
    expect(csv.text).toContain(IMAGE.replaceAll('"', '""'));
    await results.getByRole('link', { name: 'Open report page' }).click();
    await expect(page.getByRole('heading', { name: IMAGE })).toBeVisible();
    await harm.expectNone('report page');
    const html = await exported(page, page.getByRole('button', { name: 'Download' }), 'This page (HTML)');
    await expectHarmlessFile(browser, html, IMAGE);
  });
});

/** Moves the pointer to an item that was found: the marks of those lie over the map, each begun at its centre. */
async function hoverItem(page: Page, map: Locator): Promise<void> {
  const canvas = map.locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  const outline = await map.locator('canvas + svg path[data-mark="disc"]').getAttribute('d');
  const centre = outline?.match(/^M([\d.]+) ([\d.]+)/);
  if (!box || !centre) throw new Error(`Expected marks on a map, found ${outline}.`);
  await page.mouse.move(box.x + Number(centre[1]), box.y + Number(centre[2]), { steps: 3 });
  await expect(map.getByText(/ title \d+ · /)).toBeVisible();
}

/** Replaces what a list of numbers holds. */
async function typeNumbers(field: Locator, numbers: readonly number[], heldCount: number): Promise<void> {
  for (let i = 0; i < heldCount; i++) await field.press('Backspace');
  await field.pressSequentially(`${numbers.join(' ')} `);
}

/** Opened from the disk it runs nothing and asks for nothing, and shows the text as it is. */
async function expectHarmlessFile(browser: Browser, file: SavedFile, shown: string): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  const harm = watchHarm(page);
  await page.goto(file.url);
  await expect(page.getByText(shown).first()).toBeAttached();
  await harm.expectNone(file.name);
  await page.context().close();
}

test('a PDF of nothing but drawing is cancelled at once, looked at or imported, and the next file is taken', async ({
  page,
}) => {
  const drawn = drawnPdf(150);
  await openApp(page, '?backend=wasm');
  await expect(page.getByRole('button', { name: /^Backend: WASM/ })).toBeVisible({ timeout: 60_000 });

  /** Cancels while pdf.js is at work, which ends with its worker. */
  async function cancelReading(begin: () => Promise<void>): Promise<void> {
    const [worker] = await Promise.all([page.waitForEvent('worker'), begin()]);
    // It is there, and hears nothing any more.
    await expect.poll(() => isBusy(worker)).toBe(true);
    const ended = worker.waitForEvent('close');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await ended;
  }

  await test.step('while it is looked at', async () => {
    const file = { name: 'drawn.pdf', mimeType: 'application/pdf', buffer: Buffer.from(drawn) };
    await cancelReading(() => page.getByLabel('Corpus files').setInputFiles(file));
    await importFile(page, textFile('frost.txt', 'A late frost\n'));
    await page.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('while it is imported', async () => {
    const texts = ['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.txt`, Buffer.from(name)] as const);
    const zip = zipSync({ ...Object.fromEntries(texts), 'z.pdf': drawn });
    const file = { name: 'drawn.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) };
    await page.getByLabel('Corpus files').setInputFiles(file);
    await cancelReading(() => page.getByRole('button', { name: 'Import', exact: true }).click());
    await page.getByRole('button', { name: 'Choose other files' }).click();
    await importFile(page, textFile('bees.txt', 'Bees fly at ten degrees\n'));
    await expect(page.getByRole('listitem', { name: 'bees' })).toBeVisible();
    await expect(page.getByRole('listitem', { name: 'drawn' })).toHaveCount(0);
  });
});

/** Whether it leaves a question unanswered for a second. */
function isBusy(worker: Worker): Promise<boolean> {
  return Promise.race([
    worker.evaluate(() => false),
    new Promise<boolean>((resolve) => setTimeout(resolve, 1000, true)),
  ]);
}
