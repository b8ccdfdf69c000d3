import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, goTo, importFile, openApp, test, textFile, type UploadedFile } from './fixtures.ts';

function bytesFile(name: string, bytes: Uint8Array): UploadedFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) };
}

/** A PDF of one page with one line of text; its table of references is found by the reader itself. */
function pdfFile(name: string, text: string): UploadedFile {
  const stream = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  return bytesFile(name, strToU8(`%PDF-1.4\n${body}trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n`));
}

const PARQUET = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'id', data: ['a', 'b'], type: 'STRING' },
      { name: 'text', data: ['A late frost', 'Bees fly'], type: 'STRING' },
    ],
  }),
);
const MIXED_ZIP = zipSync({
  'site/a.md': strToU8('# Frost\n\nA *late* frost.\n'),
  'site/b.html': strToU8('<title>Bees</title><p>Bees fly</p><script>alert(1)</script>'),
  'site/c.txt': strToU8('Lithium cells'),
});

const FORMATS: readonly { what: string; file: UploadedFile; shown: string; documents: number }[] = [
  {
    what: 'packed JSON lines',
    file: bytesFile(
      'docs.jsonl.gz',
      gzipSync(strToU8('{"_id":"a","text":"A late frost"}\n{"_id":"b","text":"Bees"}\n')),
    ),
    shown: 'A late frost',
    documents: 2,
  },
  {
    what: 'TSV',
    file: textFile('docs.tsv', 'id\ttext\r\na\tA late frost\r\nb\tBees fly\r\n'),
    shown: 'A late frost',
    documents: 2,
  },
  { what: 'Parquet', file: bytesFile('docs.parquet', PARQUET), shown: 'A late frost', documents: 2 },
  {
    what: 'a Markdown file',
    file: textFile('frost.md', '# Frost\n\nA *late* frost.\n'),
    shown: 'Frost',
    documents: 1,
  },
  {
    what: 'an HTML file',
    file: textFile('bees.html', '<title>Bees</title><p>Bees fly at ten degrees'),
    shown: 'Bees fly at ten degrees',
    documents: 1,
  },
  { what: 'a PDF file', file: pdfFile('cells.pdf', 'Lithium cells'), shown: 'Lithium cells', documents: 1 },
  { what: 'a zip of files', file: bytesFile('site.zip', MIXED_ZIP), shown: 'Lithium cells', documents: 3 },
];

for (const { what, file, shown, documents } of FORMATS) {
  test(`${what}: imported and shown`, async ({ page }) => {
    await openApp(page);
    await importFile(page, file);
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('tab', { name: `Documents (${documents})` })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Documents' })).toContainText(shown);
  });
}

const BROKEN: readonly { what: string; file: UploadedFile }[] = [
  { what: 'a Parquet file that was cut off', file: bytesFile('cut.parquet', PARQUET.slice(0, -20)) },
  {
    what: 'a packed file that was cut off',
    file: bytesFile(
      'cut.jsonl.gz',
      gzipSync(strToU8('{"_id":"a","text":"A late frost"}\n'.repeat(99))).slice(0, 60),
    ),
  },
  { what: 'a PDF without text', file: pdfFile('empty.pdf', ' ') },
  { what: 'a PDF that is none', file: textFile('not.pdf', 'hello') },
];

for (const { what, file } of BROKEN) {
  test(`${what} is refused in words`, async ({ page }) => {
    await openApp(page);
    await page.getByLabel('Corpus files').setInputFiles(file);
    const importButton = page.getByRole('button', { name: 'Import', exact: true });
    const alert = page.getByRole('alert');
    await expect(importButton.or(alert).first()).toBeVisible();
    if (await importButton.isVisible()) await importButton.click();
    await expect(alert).toContainText(file.name);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Try the sample corpus' })).toBeVisible();
  });
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('tab', { name: 'Paste' }).click();
  await page.getByRole('textbox', { name: 'Documents' }).fill(text);
  await page.getByRole('button', { name: 'Look at it' }).click();
}

test('pasted lines can be read as one document, cut into passages that know their document', async ({
  page,
}) => {
  await openApp(page);
  await paste(page, 'one two three');
  await page.getByRole('button', { name: 'Choose other files' }).click();
  await expect(page.getByRole('textbox', { name: 'Documents' })).toHaveValue('one two three');
  await paste(page, 'one two three four five six\nseven eight nine ten\n');
  await page.getByLabel('Read as').selectOption({ label: 'The whole file as one document' });
  await page.getByLabel('Cut long documents into passages').selectOption('By words');
  await page.getByLabel('Words, at most').fill('4');
  await page.getByLabel('Words repeated').fill('1');
  const passages = page.getByRole('region', { name: 'First passages' });
  await expect(passages.getByRole('listitem')).toHaveCount(3);
  await expect(passages.getByRole('listitem').nth(1)).toContainText('four five six seven');
  await expect(page.getByText(/3 are passages of 1 longer document; 4 words each/)).toBeVisible();
  await page.getByLabel('Words repeated').fill('4');
  await expect(page.getByText('Repeat less than a passage holds.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await page.getByLabel('Words repeated').fill('1');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('“pasted” was imported in')).toBeVisible();
  const documents = page.getByRole('list', { name: 'Documents' });
  await expect(documents.getByRole('listitem')).toHaveCount(3);
  await documents.getByRole('button', { expanded: false }).nth(1).click();
  await expect(documents.getByText(/^Passage 2 of/)).toBeVisible();
  await documents.getByRole('button', { name: 'Show the passages around it' }).click();
  const around = documents.getByRole('region', { name: /^Passages of/ });
  await expect(around).toContainText('one two three four');
  await expect(around).toContainText('seven eight nine ten');
});

test('repeated texts are left out and listed, or kept and counted', async ({ page }) => {
  await openApp(page);
  await paste(page, 'id,text\n1,A late frost\n2,Bees fly\n3,A late frost\n');
  await expect(page.getByText('Seems to be CSV with a header.')).toBeHidden();
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(
    page.getByText('1 document repeats the title and text of an earlier one and was left out'),
  ).toBeVisible();
  await expect(page.getByRole('table', { name: 'Refused lines' })).toContainText(
    'document "3" has the title and text of "1"; the first one is kept',
  );
  await page.getByRole('button', { name: 'Close' }).click();

  await paste(page, 'id,text\n4,Bees fly\n5,Bees fly\n');
  await page.getByLabel(/Leave out documents that repeat/).uncheck();
  await page.getByRole('textbox', { name: 'Name' }).fill('Twice');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(
    page.getByText('1 document repeats the title and text of an earlier one; it is in the corpus.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();

  // The choice is remembered for the next CSV, and can be forgotten.
  await paste(page, 'id,text\n6,Lithium\n');
  const leaveOut = page.getByLabel(/Leave out documents that repeat/);
  await expect(leaveOut).not.toBeChecked();
  await page.getByRole('button', { name: 'Forget them' }).click();
  await expect(leaveOut).toBeChecked();
});

test('documents that are added do not repeat those that are there', async ({ page }) => {
  await openApp(page);
  await importFile(page, textFile('few.txt', 'A late frost\nBees fly\n'));
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Add documents' }).click();
  await page
    .getByLabel('Document files')
    .setInputFiles(textFile('more.jsonl', '{"id":"x","text":"Bees fly"}\n{"id":"y","text":"Lithium"}\n'));
  // Refused for as long as the corpus is being prepared for search.
  await expect(async () => {
    await page.getByRole('button', { name: 'Add', exact: true }).click({ timeout: 2000 });
    await expect(page.getByText(/1 document was added to “few”/)).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await expect(
    page.getByText('1 document repeats the title and text of an earlier one and was left out'),
  ).toBeVisible();
});

test.describe('from an address', () => {
  let server: Server;
  let origin: string;
  /** Addresses that were asked for. */
  let asked: string[];
  test.beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url?.startsWith('/open')) response.setHeader('access-control-allow-origin', '*');
      if (request.url?.endsWith('/gone')) response.statusCode = 404;
      response.setHeader('content-type', 'text/csv');
      response.end('id,text\n1,A late frost\n2,Bees fly\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  test.afterEach(() => void server.close());

  async function ask(page: Page, address: string): Promise<void> {
    await page.getByRole('tab', { name: 'Address' }).click();
    await page.getByLabel('Address of the file').fill(address);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('group', { name: 'Confirm the address' })).toContainText(address);
  }

  test('a file is fetched once the person has said yes, and imported', async ({ page }) => {
    await openApp(page);
    await page.getByRole('tab', { name: 'Address' }).click();
    await page.getByRole('button', { name: 'Allow connections' }).click();
    await ask(page, `${origin}/open/export`);
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Get it' }).click();
    await expect(page.getByLabel('Name')).toHaveValue('export');
    expect(asked).toEqual(['/open/export']);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText('“export” was imported in')).toBeVisible();
    await goTo(page, 'Corpus');
    await expect(page.getByText(/2 documents/).first()).toBeVisible();
  });

  test('a server that does not allow it, or has no such file, is told in words', async ({ page }) => {
    await openApp(page);
    await page.getByRole('tab', { name: 'Address' }).click();
    await page.getByRole('button', { name: 'Allow connections' }).click();
    await ask(page, `${origin}/closed/docs.csv`);
    await page.getByRole('button', { name: 'Get it' }).click();
    await expect(page.getByRole('alert')).toContainText(
      `${origin}/closed/docs.csv cannot be read from here: its server does not allow pages of other sites to read it (CORS), or it cannot be reached`,
    );
    await expect(page.getByLabel('Address of the file')).toHaveValue(`${origin}/closed/docs.csv`);
    await ask(page, `${origin}/open/gone`);
    await page.getByRole('button', { name: 'Get it' }).click();
    await expect(page.getByRole('alert')).toContainText(
      `Expected a file at ${origin}/open/gone, found HTTP status 404 (Not Found).`,
    );
  });
});
