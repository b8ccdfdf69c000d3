import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, goTo, importFile, openApp, search, test, textFile, type UploadedFile } from './fixtures.ts';

/** A small corpus with train and test queries, quick to score whole. */
function smallCorpus(): UploadedFile {
  const animals = ['otter', 'heron', 'badger', 'lynx', 'marten', 'plover', 'adder', 'beaver'];
  const places = ['river', 'marsh', 'forest', 'cliff', 'meadow'];
  const rows = animals.flatMap((animal, a) =>
    places.map(
      (place, p) =>
        `d${a}-${p},The ${animal} of the ${place},"In the ${place} the ${animal} hunts ${a + p} hours a day."`,
    ),
  );
  return textFile('animals.csv', `id,title,text\n${rows.join('\n')}\n`);
}

const library = (page: Page): Locator => page.getByRole('table', { name: 'Index library' });

async function openSmallCorpus(page: Page): Promise<void> {
  await openApp(page, '?backend=wasm');
  await importFile(page, smallCorpus());
  await goTo(page, 'Index');
}

/** Fills in a small index and builds it. */
async function build(page: Page, method: string, name: string): Promise<void> {
  const form = page.getByRole('form', { name: 'New index' });
  await form.getByRole('radio', { name: method }).check();
  await form.getByRole('radio', { name: /Sentences of documents/ }).check();
  await form.getByRole('textbox', { name: /^Number of (train|anchor) queries$/ }).fill('4');
  const perQuery = form.getByRole('textbox', { name: 'Documents per query (k_d)' });
  if ((await perQuery.count()) > 0) await perQuery.fill('10');
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('button', { name: 'Build index' }).click();
  await expect(page.getByText(`“${name}” is built`)).toBeVisible({ timeout: 60_000 });
  await expect(library(page).getByRole('row', { name })).toBeVisible();
}

async function saved(page: Page, button: string): Promise<UploadedFile> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    mimeType: 'application/octet-stream',
    buffer: readFileSync(await download.path()),
  };
}

async function searchIn(page: Page, space: string): Promise<void> {
  await goTo(page, 'Search');
  await page.getByRole('combobox', { name: 'Item vectors' }).click();
  await page.getByRole('option', { name: space }).click();
  await page.getByRole('textbox', { name: 'Budget' }).fill('12');
  await page.getByRole('textbox', { name: 'Rounds' }).fill('3');
  await search(page, 'which animal hunts on a cliff');
  await expect(page.locator('dl', { hasText: 'Method' })).toContainText(`Item vectors${space}`);
  await expect(page.getByText(/12 computed now|\(\d+ computed now, \d+ from store\)/).first()).toBeVisible({
    timeout: 30_000,
  });
}

test('every method makes an index from the page, and each is searched', async ({ page }) => {
  test.setTimeout(240_000);
  await openSmallCorpus(page);
  for (const [method, name] of [
    ['MF, transductive', 'Factorised'],
    ['MF, inductive (MLP)', 'Towers'],
    ['Distilled dual-encoder', 'Distilled'],
    ['Anchor scores (ADACUR)', 'Anchors'],
  ]) {
    await build(page, method, name);
  }
  for (const space of ['Factorised', 'Towers', 'Distilled', 'Anchors', 'Lexical (LSA)']) {
    await searchIn(page, space);
  }
});

test('an index leaves as a file and comes back; a damaged one is refused', async ({ page }) => {
  test.setTimeout(120_000);
  await openSmallCorpus(page);
  await build(page, 'MF, transductive', 'Travels');
  const file = await saved(page, 'Export Travels');
  expect(file.name).toMatch(/\.safetensors$/);
  await page.getByRole('button', { name: 'Delete Travels' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No index yet.')).toBeVisible();

  const damaged = Buffer.from(file.buffer);
  damaged[damaged.length - 100] ^= 1;
  await page.getByLabel('Index file').setInputFiles({ ...file, buffer: damaged });
  await expect(page.getByRole('alert')).toContainText('is damaged: the tensor items has the SHA-256');
  await page.getByLabel('Index file').setInputFiles(file);
  await expect(page.getByText('“Travels” was imported.')).toBeVisible();
  await searchIn(page, 'Travels');

  await goTo(page, 'Index');
  const scores = await saved(page, 'Export as Parquet');
  await page.getByLabel('Score file').setInputFiles(scores);
  await expect(page.getByText(/: none is new; what was stored stays as it was/)).toBeVisible({
    timeout: 30_000,
  });
});

test('documents come and go: an index is topped up, a removed one is found no more', async ({ page }) => {
  test.setTimeout(180_000);
  await openSmallCorpus(page);
  await build(page, 'MF, transductive', 'Grows');
  await goTo(page, 'Corpus');
  await page.getByRole('button', { name: 'Add documents' }).click();
  await page
    .getByLabel('Document files')
    .setInputFiles(
      textFile('more.csv', 'id,title,text\nnew,The eagle of the cliff,"On the cliff the eagle hunts."\n'),
    );
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText(/41 documents/).first()).toBeVisible();

  await goTo(page, 'Index');
  await page.getByRole('button', { name: 'Top up Grows' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1');
  await dialog.getByRole('button', { name: 'Top up' }).click();
  await expect(page.getByText('“Grows” is built')).toBeVisible({ timeout: 60_000 });
  await expect(library(page).getByRole('row', { name: /Grows/ })).toHaveCount(1);
  await searchIn(page, 'Grows');
  await expect(page.getByText('The eagle of the cliff').first()).toBeVisible();

  await goTo(page, 'Corpus');
  await page.getByRole('checkbox', { name: /The otter of the river/ }).check();
  await page.getByRole('button', { name: 'Remove 1 document' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Remove/ })
    .click();
  await expect(page.getByText(/40 documents/).first()).toBeVisible();
  await searchIn(page, 'Grows');
  await expect(page.getByText('The otter of the river')).toHaveCount(0);
});
