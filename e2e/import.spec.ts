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
} from './fixtures.ts';

test('a BEIR zip is previewed, imported, searched, renamed and deleted, and survives a reload', async ({
  page,
}) => {
  await openApp(page);
  await page.getByLabel('Corpus files').setInputFiles(sampleZip());
  await expect(page.getByText('BEIR', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue('garden');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('“garden” was imported in')).toBeVisible();
  const report = page.getByRole('status').filter({ hasText: 'was imported' });
  await expect(report).toContainText('528 documents · 120 queries · 241 judgements');
  await page.getByRole('button', { name: 'Open', exact: true }).click();

  await search(page, 'how do I keep cut cheese fresh');
  await expect(roundTabs(page)).toHaveCount(10, {
    timeout: 60_000,
  });

  await page.reload();
  await goTo(page, 'Corpus');
  await expect(page.getByText(/528 documents/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Rename garden' }).click();
  await page.getByRole('textbox', { name: /name/i }).first().fill('Allotment');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Delete Allotment' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete Allotment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
});

test('a CSV whose columns are not obvious asks which one holds the text', async ({ page }) => {
  await openApp(page);
  const csv = 'ref;words;remark\n1;"A late frost; twice";a\n2;"Bees fly at ten degrees";b\n';
  await page.getByLabel('Corpus files').setInputFiles(textFile('news.csv', csv));
  await expect(page.getByText('A late frost; twice')).toBeVisible();
  const importButton = page.getByRole('button', { name: 'Import', exact: true });
  await expect(importButton).toBeDisabled();
  await page.getByLabel('Text column').selectOption('words');
  await importButton.click();
  await expect(page.getByText(/2 documents/).first()).toBeVisible();
});

test('a BEIR folder is picked as it is', async ({ page }) => {
  await openApp(page);
  await page.getByLabel('Corpus folder').setInputFiles('public/sample-corpus');
  await expect(page.getByLabel('Name')).toHaveValue('sample-corpus');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const report = page.getByRole('status').filter({ hasText: 'was imported' });
  await expect(report).toContainText('528 documents · 120 queries · 241 judgements');
});

test('refused lines are shown with line and reason, the rest is imported', async ({ page }) => {
  await openApp(page);
  const lines = [
    '{"_id":"a","text":"a first text"}',
    '{"_id":"a","text":"the same id"}',
    'not json',
    '{"_id":"b","text":""}',
    '{"_id":"c","text":"a last text"}',
  ];
  await importFile(page, textFile('mixed.jsonl', lines.join('\r\n')));
  await expect(page.getByText('3 lines were refused')).toBeVisible();
  const table = page.getByRole('table', { name: 'Refused lines' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(table).toContainText('duplicate document id "a"; the first one is kept');
  await expect(page.getByText(/2 documents/).first()).toBeVisible();
});

const UNREADABLE = [
  { what: 'an empty file', file: textFile('empty.jsonl', '') },
  {
    what: 'a picture',
    file: {
      name: 'photo.png',
      mimeType: 'image/png',
      buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
    },
  },
  {
    what: 'a text that is not UTF-8',
    file: { name: 'old.txt', mimeType: 'text/plain', buffer: Buffer.from('caf\xe9 au lait\n', 'latin1') },
  },
  {
    what: 'a zip without a corpus',
    file: { name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\x05\x06') },
  },
  { what: 'a file of another kind', file: textFile('notes.docx', 'hello') },
];

for (const { what, file } of UNREADABLE) {
  test(`${what} is refused in words, and the page stays usable`, async ({ page }) => {
    await openApp(page);
    await page.getByLabel('Corpus files').setInputFiles(file);
    // What the preview cannot see, the import does.
    const importButton = page.getByRole('button', { name: 'Import', exact: true });
    const alert = page.getByRole('alert');
    await expect(importButton.or(alert).first()).toBeVisible();
    if (await importButton.isVisible()) await importButton.click();
    await expect(alert).toBeVisible();
    await expect(alert).toContainText(file.name);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
  });
}

test('a line of 10 MB is refused without stopping the import', async ({ page }) => {
  await openApp(page);
  const long = `{"_id":"long","text":"${'x'.repeat(10_000_000)}"}`;
  const lines = ['{"_id":"a","text":"short"}', long, '{"_id":"b","text":"short too"}'].join('\n');
  await importFile(page, textFile('long.jsonl', lines));
  await expect(page.getByText('1 line was refused')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Refused lines' })).toContainText(
    'longer than 4,194,304 characters',
  );
});

test('a cancelled import leaves nothing behind', async ({ page }) => {
  await openApp(page);
  const line = (n: number) => `{"_id":"d${n}","text":"passage number ${n} about nothing in particular"}\n`;
  const big = Array.from({ length: 100_000 }, (_, n) => line(n)).join('');
  await page.getByLabel('Corpus files').setInputFiles(textFile('big.jsonl', big));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
});
