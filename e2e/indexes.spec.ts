import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { zipSync } from 'fflate';
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

/** The same with queries to train and to test with, as a BEIR zip. */
function judgedCorpus(): UploadedFile {
  const animals = ['otter', 'heron', 'badger', 'lynx', 'marten', 'plover', 'adder', 'beaver'];
  const lines = (values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const documents = animals.flatMap((animal, a) =>
    ['river', 'marsh', 'forest', 'cliff', 'meadow'].map((place, p) => ({
      _id: `d${a}-${p}`,
      title: `The ${animal} of the ${place}`,
      text: `In the ${place} the ${animal} hunts ${a + p} hours a day.`,
    })),
  );
  const queries = animals.map((animal, a) => ({
    _id: `q${a}`,
    text: `where does the ${animal} hunt longest`,
  }));
  const qrels = (from: number, to: number) =>
    `query-id\tcorpus-id\tscore\n${queries
      .slice(from, to)
      .map(({ _id }, i) => `${_id}\td${from + i}-0\t1\n`)
      .join('')}`;
  const entries = {
    'animals/corpus.jsonl': lines(documents),
    'animals/queries.jsonl': lines(queries),
    'animals/qrels/train.tsv': qrels(0, 5),
    'animals/qrels/test.tsv': qrels(5, 8),
  };
  const files = Object.entries(entries).map(([path, text]) => [path, new TextEncoder().encode(text)]);
  return {
    name: 'animals.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync(Object.fromEntries(files))),
  };
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
  await expect(page.getByRole('alert')).toContainText(/is damaged: the tensor .+ has the SHA-256/);
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

test('recall and cost are measured, and a stopped measurement goes on after a reload', async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page, '?backend=wasm');
  await importFile(page, judgedCorpus());
  await goTo(page, 'Index');
  await page.getByRole('button', { name: 'Measure recall' }).click();
  const recall = page.getByRole('form', { name: 'Measure recall' });
  await recall.getByRole('textbox', { name: 'k', exact: true }).fill('5');
  await recall.getByRole('textbox', { name: 'Budget B' }).fill('15');
  await recall.getByRole('textbox', { name: 'Rounds R' }).fill('3');
  await recall.getByRole('textbox', { name: 'Test queries' }).fill('2');
  await recall.getByRole('button', { name: 'Measure all' }).click();
  const lexical = library(page).getByRole('row', { name: /^Lexical \(LSA\)/ });
  await expect(lexical).toContainText(/\d\.\d\d \(/, { timeout: 60_000 });

  await page.getByRole('button', { name: 'Set up a measurement' }).click();
  const cost = page.getByRole('form', { name: 'Measure the cost of indexing' });
  await cost.getByRole('textbox', { name: 'Test queries' }).fill('2');
  await cost.getByRole('textbox', { name: 'Budget B' }).fill('15');
  await expect(cost.getByRole('region', { name: 'Plan of the measurement' })).toContainText(
    /[\d,]+ cross-encoder calls/,
  );
  await cost.getByRole('button', { name: 'Measure', exact: true }).click();
  const table = page.getByRole('table', { name: 'Recall and calls of each index' });
  await expect(table.getByRole('row', { name: /Start space, no index/ })).toBeVisible({ timeout: 60_000 });
  await page.reload();
  const resume = page.getByRole('button', { name: 'Resume' });
  await expect(resume.or(table.getByRole('row', { name: /ADACUR/ }).last())).toBeVisible({ timeout: 60_000 });
  if (await resume.isVisible()) await resume.click();
  await expect(table.getByRole('row', { name: /ADACUR/ }).first()).toBeVisible({ timeout: 120_000 });
  await expect(resume).toHaveCount(0, { timeout: 120_000 });
});
