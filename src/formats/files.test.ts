import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { pdfFile } from '../testing/pdf-file.ts';
import { startPdfThread } from '../testing/pdf-threads.ts';
import { errorOf, readAll, sourceFile } from '../testing/source-files.ts';
import { previewSource } from './index.ts';
import { configurePdf } from './pdf-worker.ts';

configurePdf(startPdfThread);

const CONTENTS: Record<string, Uint8Array> = {
  'notes/a.md': strToU8('# Alpha\n\nFirst.'),
  'notes/2024/b.html': strToU8('<title>Beta</title><p>Second.'),
  'notes/c.txt': strToU8('\ufeffThird,\r\nin lines.\r\n'),
  'notes/d.pdf': pdfFile([['Fourth.']]),
  'notes/picture.png': Uint8Array.of(0x89, 0x50),
};
const FOLDER = Object.entries(CONTENTS).map(([path, bytes]) => sourceFile(path, bytes));

const FOUND = {
  documents: [
    { file: 'notes/a.md', line: 0, value: { id: 'a.md', title: 'Alpha', text: 'Alpha\n\nFirst.' } },
    { file: 'notes/2024/b.html', line: 0, value: { id: '2024/b.html', title: 'Beta', text: 'Second.' } },
    { file: 'notes/c.txt', line: 0, value: { id: 'c.txt', title: 'c', text: 'Third,\nin lines.' } },
    { file: 'notes/d.pdf', line: 0, value: { id: 'd.pdf', title: 'd', text: 'Fourth.' } },
  ],
  queries: [],
  judgements: [],
  refused: [],
};

describe('a folder of documents', () => {
  it('is a document a file, with its path as its id', async () => {
    expect(await readAll(FOLDER, { format: 'files' })).toEqual(FOUND);
  });

  it('is read from a zip', async () => {
    expect(await readAll([sourceFile('notes.zip', zipSync(CONTENTS), [1000])], { format: 'files' })).toEqual(
      FOUND,
    );
  });

  it('is previewed by its first documents, and by what is left out', async () => {
    expect(await previewSource(FOLDER)).toEqual({
      format: 'files',
      formats: ['files', 'text'],
      suggestedName: 'notes',
      totalBytes: FOLDER.slice(0, 4).reduce((bytes, { size }) => bytes + size, 0),
      columns: [],
      sampleRows: [
        ['Alpha', 'Alpha\n\nFirst.'],
        ['Beta', 'Second.'],
        ['c', 'Third,\nin lines.'],
        ['d', 'Fourth.'],
      ],
      filesRead: ['notes/a.md', 'notes/2024/b.html', 'notes/c.txt', 'notes/d.pdf'],
      filesIgnored: ['notes/picture.png'],
    });
  });

  it('refuses what cannot be read, and reads on', async () => {
    const files = [
      sourceFile('x/empty.md', ''),
      sourceFile('x/blank.txt', ' \n'),
      sourceFile('x/latin.txt', Uint8Array.of(0x61, 0xe9)),
      sourceFile('x/nul.txt', `${'a'.repeat(2000)}\0`),
      sourceFile('x/scan.pdf', pdfFile([[]])),
      sourceFile('x/good.txt', 'a'),
    ];
    const { documents, refused } = await readAll(files, { format: 'files' });
    expect(documents.map(({ value }) => value.id)).toEqual(['good.txt']);
    expect(refused).toEqual([
      { file: 'x/empty.md', line: 0, reason: 'x/empty.md is empty. Choose a file that holds documents.' },
      { file: 'x/blank.txt', line: 0, reason: 'x/blank.txt holds no text. Choose another, or leave it out.' },
      {
        file: 'x/latin.txt',
        line: 0,
        reason: 'x/latin.txt: not UTF-8 text. Save the file as UTF-8 and choose it again.',
      },
      { file: 'x/nul.txt', line: 0, reason: '"text" contains a NUL character' },
      {
        file: 'x/scan.pdf',
        line: 0,
        reason:
          "x/scan.pdf holds no text: its pages are pictures, as a scan's are, or empty. Run text recognition (OCR) over it and choose the file that this gives.",
      },
    ]);
  });

  it('is cut by its headings', async () => {
    const files = [
      sourceFile('a.md', '# A\n\none two three. four five.\n\n## B\n\nsix'),
      sourceFile('b.txt', 'seven'),
    ];
    const chunking = { unit: 'headings', size: 4, overlap: 0 } as const;
    expect((await readAll(files, { format: 'files', chunking })).documents.map(({ value }) => value)).toEqual(
      [
        { id: 'a.md#1', title: 'A', text: 'A\n\none two three.', parentId: 'a.md' },
        { id: 'a.md#2', title: 'A', text: 'A\nfour five.', parentId: 'a.md' },
        { id: 'a.md#3', title: 'A', text: 'B\n\nsix', parentId: 'a.md' },
        { id: 'b.txt', title: 'b', text: 'seven' },
      ],
    );
  });
});

test('a file longer than the limit is refused and not read to its end', async () => {
  let pulled = 0;
  const chunk = new Uint8Array(2 ** 20).fill(0x61);
  const file = {
    path: 'endless.md',
    size: 1e10,
    stream: () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled++;
          controller.enqueue(chunk);
        },
      }),
  };
  expect(await errorOf(previewSource([file]))).toBe(
    'ImportError: endless.md is longer than 8,388,608 bytes. Split it, or leave it out.',
  );
  expect(pulled).toBeLessThan(16);
});

test.each([
  ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x62, 0), 'ab'],
  ['UTF-8 with a mark', strToU8('\ufeffab'), 'ab'],
])('%s is read', async (_, bytes, text) => {
  const { documents } = await readAll([sourceFile('a.md', bytes)], { format: 'files' });
  expect(documents[0].value).toEqual({ id: 'a.md', title: 'a', text });
});

test('a packed file is read as what is in it', async () => {
  const { documents } = await readAll([sourceFile('a.md.gz', gzipSync(strToU8('# A')))], { format: 'files' });
  expect(documents[0].value).toEqual({ id: 'a.md', title: 'A', text: 'A' });
});

test('files of other kinds are no documents', async () => {
  expect(await errorOf(readAll([sourceFile('a.csv', 'a')], { format: 'files' }))).toBe(
    'ImportError: Expected files that are documents, ending in .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf; found a.csv. Choose others.',
  );
});
