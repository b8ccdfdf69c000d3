import { describe, expect, it, test } from 'vitest';
import { pdfFile, pdfOfEncoding } from '../testing/pdf-file.ts';
import { startPdfThread } from '../testing/pdf-threads.ts';
import { errorOf } from '../testing/source-files.ts';
import { MAX_PDF_PAGES } from './limits.ts';
import { readPdf } from './pdf-text.ts';
import { configurePdf } from './pdf-worker.ts';

configurePdf(startPdfThread);

const read = async (bytes: Uint8Array) => readPdf(bytes, 'a.pdf');

describe('a PDF', () => {
  it('is read page by page, its parted words put together, its paragraphs kept apart', async () => {
    const pages = [
      [
        'A first para-',
        'graph of two lines',
        { text: 'A second one, self-', step: 40 },
        'Evident (not parted)',
      ],
      [],
      ['The last page'],
    ];
    expect(await read(pdfFile(pages, ' On  PDF '))).toEqual({
      title: 'On PDF',
      text: 'A first paragraph of two lines\n\nA second one, self- Evident (not parted)\n\nThe last page',
      headings: [],
    });
  });

  it('has no title where its metadata say none, and may be read again', async () => {
    const bytes = pdfFile([['Text']]);
    expect(await read(bytes)).toEqual({ title: '', text: 'Text', headings: [] });
    expect((await read(bytes)).text).toBe('Text');
  });

  it('is read between others', async () => {
    const texts = await Promise.all(['one', 'two', 'three'].map((text) => read(pdfFile([[text]]))));
    expect(texts.map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  });
});

describe('a PDF with a font that it names and does not hold', () => {
  it.each([
    ['UniGB-UCS2-H', 'GB1', '4E2D6587', '中文'],
    ['90ms-RKSJ-H', 'Japan1', '93FA967B', '日本'],
    ['KSC-EUC-H', 'Korea1', 'C7D1B1B9', '한국'],
    ['ETen-B5-H', 'CNS1', 'A4A4A4E5', '中文'],
  ])('is read by the predefined encoding %s', async (encoding, ordering, hex, text) => {
    expect(await read(pdfOfEncoding(encoding, ordering, hex))).toEqual({ title: '', text, headings: [] });
  });

  it('gives no text where nobody knows the encoding', async () => {
    expect(await errorOf(read(pdfOfEncoding('../../Secret-H', 'Japan1', '93FA967B')))).toMatch(
      /^ImportError: a\.pdf holds no text/,
    );
  });
});

const encrypted = (() => {
  const text = new TextDecoder().decode(pdfFile([['Text']]));
  const hex = '0'.repeat(64);
  return new TextEncoder().encode(
    text.replace(
      '/Root 1 0 R',
      `/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<${hex}>/U<${hex}>/P -4>>`,
    ),
  );
})();

test.each<[name: string, bytes: Uint8Array, message: string]>([
  [
    'without text',
    pdfFile([[], []]),
    "a.pdf holds no text: its pages are pictures, as a scan's are, or empty. Run text recognition (OCR) over it and choose the file that this gives.",
  ],
  [
    'that is encrypted',
    encrypted,
    'a.pdf is encrypted: it opens with a password only. Save it without one and choose it again.',
  ],
  [
    'that is none',
    new TextEncoder().encode('%PDF-1.4 no'),
    'a.pdf is not a PDF, or is cut off or damaged: Invalid PDF structure. Open it elsewhere, save it again, and choose that file.',
  ],
  [
    'that is empty',
    new Uint8Array(0),
    'a.pdf is not a PDF, or is cut off or damaged: The PDF file is empty, i.e. its size is zero bytes. Open it elsewhere, save it again, and choose that file.',
  ],
])('a PDF %s is refused', async (_, bytes, message) => {
  expect(await errorOf(read(bytes))).toBe(`ImportError: ${message}`);
});

test('a PDF of more pages than the limit is refused before they are read', async () => {
  const pages = Array.from({ length: MAX_PDF_PAGES + 1 }, () => []);
  expect(await errorOf(read(pdfFile(pages)))).toBe(
    'ImportError: a.pdf has 20,001 pages; at most 20,000 were expected. Split it and choose the parts.',
  );
});

test.each([
  ['before it is opened', 0],
  ['before the first page', 2],
  ['between pieces of a page', 4],
])('reading is cancelled %s', async (_, checks) => {
  let left = checks;
  const cancel = {
    aborted: false,
    throwIfAborted() {
      if (left-- === 0) throw new Error('cancelled');
    },
  };
  const lines = Array.from({ length: 50 }, (_, n) => `Line ${n}`);
  expect(await errorOf(Promise.resolve(readPdf(pdfFile([lines]), 'a.pdf', cancel)))).toBe('Error: cancelled');
});

test('while pages are read, messages are let in', async () => {
  const pages = Array.from({ length: 20 }, (_, n) => [`Page ${n}`]);
  let isRead = false;
  const { port1, port2 } = new MessageChannel();
  const heard = new Promise<boolean>((resolve) => {
    port1.onmessage = () => resolve(isRead);
  });
  const reading = read(pdfFile(pages)).then(() => {
    isRead = true;
  });
  port2.postMessage('cancel');
  expect(await heard).toBe(false);
  await reading;
  port1.close();
});
