import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  expect,
  goTo,
  importFile,
  openApp,
  roundTabs,
  sampleZip,
  search,
  test,
  textFile,
  type UploadedFile,
} from './fixtures.ts';

/** Exports the open corpus from its screen. */
async function exportAs(page: Page, choice: RegExp): Promise<UploadedFile> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export /, expanded: false }).click();
  await page.getByRole('menuitem', { name: choice }).click();
  const download = await downloading;
  const buffer = await readFile(await download.path());
  return { name: download.suggestedFilename(), mimeType: 'application/octet-stream', buffer };
}

async function close(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close' }).click();
}

for (const { what, choice } of [
  { what: 'JSON lines', choice: /^JSON lines/ },
  { what: 'CSV', choice: /^CSV/ },
]) {
  test(`documents exported as ${what} and imported again are the same`, async ({ page }) => {
    await openApp(page);
    const lines = [
      { _id: 'a', title: 'A “title”', text: 'one, two; "three"' },
      { _id: 'ü 7', title: '', text: 'two\nlines 🐝' },
    ].map((document) => JSON.stringify(document));
    await importFile(page, textFile('docs.jsonl', `${lines.join('\n')}\n`));
    await close(page);
    await importFile(page, await exportAs(page, choice));
    await close(page);
    // Of the corpus that came back.
    const again = await exportAs(page, /^JSON lines/);
    expect(again.buffer.toString()).toBe(`${lines.join('\n')}\n`);
  });
}

test('a CSV gives a spreadsheet nothing to run', async ({ page }) => {
  await openApp(page);
  await importFile(page, textFile('docs.jsonl', '{"_id":"a","text":"=HYPERLINK(\\"http://a.example\\")"}\n'));
  await close(page);
  const { buffer } = await exportAs(page, /^CSV/);
  expect(buffer.toString()).toBe('_id,title,text,parent_id\r\na,,"\'=HYPERLINK(""http://a.example"")",\r\n');
});

test('a BEIR zip brings documents, queries and judgements back', async ({ page }) => {
  await openApp(page);
  await importFile(page, sampleZip());
  await close(page);
  const file = await exportAs(page, /^BEIR/);
  expect(file.name).toBe('garden.beir.zip');
  await importFile(page, file);
  const report = page.getByRole('status').filter({ hasText: 'was imported' });
  await expect(report).toContainText('528 documents · 120 queries · 241 judgements');
});

test('a project opens in another browser with its searches and scores', async ({ browser, page }) => {
  test.setTimeout(240_000);
  await openApp(page, '?backend=wasm');
  await importFile(page, sampleZip());
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await search(page, 'how do I keep cut cheese fresh');
  await expect(roundTabs(page)).toHaveCount(10, { timeout: 90_000 });
  await page.getByRole('button', { name: 'Keep this search' }).click();
  await expect(page.getByText(/^Kept at/)).toBeVisible();
  await goTo(page, 'Corpus');
  const project = await exportAs(page, /^Project/);
  expect(project.name).toBe('garden.xenn');

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await openApp(other, '?backend=wasm');
  await other.getByLabel('Corpus files').setInputFiles(project);
  const opened = other.getByRole('status').filter({ hasText: 'The project “garden” was opened' });
  await expect(opened).toContainText('528 documents · 120 queries · 241 judgements', { timeout: 60_000 });
  await expect(other.getByRole('tab', { name: 'Searches (1)' })).toBeVisible();
  await close(other);
  await goTo(other, 'Search');
  await search(other, 'how do I keep cut cheese fresh');
  await expect(roundTabs(other)).toHaveCount(10, { timeout: 90_000 });

  // Once more: a second one of the same documents, and the kept search is not doubled.
  await goTo(other, 'Corpus');
  await other.getByLabel('Corpus files').setInputFiles(project);
  await expect(other.getByText('“garden” has the same documents. Both are kept')).toBeVisible({
    timeout: 60_000,
  });
  await elsewhere.close();
});

test('a project that was damaged, and what is none, keep nothing', async ({ page }) => {
  await openApp(page);
  await importFile(page, textFile('few.txt', 'A late frost\nBees fly\n'));
  await close(page);
  const project = await exportAs(page, /^Project/);
  const damaged = Buffer.from(project.buffer);
  damaged[Math.floor(damaged.length / 2)] ^= 1;
  await page.getByLabel('Corpus files').setInputFiles({ ...project, name: 'damaged.xenn', buffer: damaged });
  await expect(page.getByRole('alert')).toContainText('damaged.xenn is');
  await page.getByLabel('Corpus files').setInputFiles(textFile('none.xenn', 'hello'));
  await expect(page.getByRole('alert')).toContainText('none.xenn is not a complete zip');
  await page.reload();
  await expect(page.getByRole('button', { name: /^Delete / })).toHaveCount(1);
});

test('the settings say what takes the space, and ask the browser to keep it', async ({ page }) => {
  await openApp(page);
  await importFile(page, textFile('few.txt', 'A late frost\nBees fly\n'));
  await goTo(page, 'Settings');
  const storage = page.getByRole('region', { name: 'Storage' });
  await expect(storage.getByRole('table', { name: 'What takes the space' })).toContainText(/few\d+ kB/);
  await expect(storage.getByText(/^About .+ used; this browser allows about .+ more$/)).toBeVisible();
  await storage.getByRole('button', { name: 'Keep my data' }).click();
  await expect(storage.getByText(/The browser said no|has promised to keep this data/)).toBeVisible();
});
