/** Files that are a document each, and packed ones: PDF, HTML, Markdown, Parquet, gzip. */
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { concat } from '../../formats/decode.ts';
import type { FormatName } from '../../formats/records.ts';
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome } from './hostile-case.ts';
import { ALL_PAYLOADS } from './payloads.ts';

function documentCase(
  name: string,
  path: string,
  content: () => string | Uint8Array,
  expected: Outcome,
  format?: FormatName,
): HostileCase {
  return {
    name,
    way: 'corpus',
    files: () => [sourceFile(path, content())],
    expected,
    ...(format && { format }),
  };
}

/** A PDF of these objects, numbered from 1; the first is the catalogue. Without a table of them: readers look for them. */
function pdf(...objects: readonly string[]): string {
  const body = objects.map((text, index) => `${index + 1} 0 obj\n${text}\nendobj\n`).join('');
  return `%PDF-1.7\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`;
}

const PAGE =
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>';
const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const stream = (text: string, more = '') => `<< /Length ${text.length} ${more}>>\nstream\n${text}\nendstream`;
const SHOWN = stream('BT /F 12 Tf 50 700 Td (Tides rise.) Tj ET');
/** One page that says 'Tides rise.' */
const onePage = (catalogue: string, pages = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>') =>
  pdf(`<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`, pages, PAGE, SHOWN, FONT);

const BACK_QUOTES = Array.from({ length: 140 }, (_, n) => '`'.repeat(n)).join('a');
const LINE = '{"id": "a", "text": "one"}\n';

export const DOCUMENT_CASES: readonly HostileCase[] = [
  documentCase(
    'a PDF with a script',
    'a.pdf',
    () => onePage('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); globalThis.__executed = 1) >>'),
    { documents: [['a.pdf', 'a', 'Tides rise.']] },
  ),
  documentCase(
    'a PDF that starts a program',
    'a.pdf',
    () =>
      onePage(
        '/OpenAction << /S /Launch /F (/bin/sh) >> /AA << /WC << /S /URI /URI (https://evil.example/) >> >>',
      ),
    { documents: [['a.pdf', 'a', 'Tides rise.']] },
  ),
  documentCase(
    'a PDF with XFA',
    'a.pdf',
    () => onePage('/AcroForm << /XFA (<xdp:xdp><script>globalThis.__executed = 1</script></xdp:xdp>) >>'),
    { documents: [['a.pdf', 'a', 'Tides rise.']] },
  ),
  documentCase(
    'a PDF whose pages are their own parents',
    'a.pdf',
    () => onePage('', '<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>'),
    {
      error:
        "ImportError: a.pdf holds no text: its pages are pictures, as a scan's are, or empty. Run text recognition (OCR) over it and choose the file that this gives.",
    },
  ),
  documentCase(
    'a PDF of 10^9 pages',
    'a.pdf',
    () => onePage('', '<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>'),
    { documents: [['a.pdf', 'a', 'Tides rise.']] },
  ),
  documentCase(
    'a PDF of 36 kB with 12 MB of text on its page',
    'a.pdf',
    () => {
      const shown = '1 0 0 1 50 700 Tm (Tides rise.) Tj ';
      const packed = deflateSync(`BT /F 12 Tf ${shown.repeat(350_000)} ET`).toString('hex');
      return onePage('').replace(SHOWN, stream(packed, '/Filter [/ASCIIHexDecode /FlateDecode] '));
    },
    {
      error:
        'ImportError: a.pdf has more characters on page 1; at most 1,048,576 were expected. Split it and choose the parts.',
    },
  ),
  documentCase(
    'a PDF of less than no pages',
    'a.pdf',
    () => onePage('', '<< /Type /Pages /Kids [3 0 R] /Count -5 >>'),
    {
      error:
        "ImportError: a.pdf holds no text: its pages are pictures, as a scan's are, or empty. Run text recognition (OCR) over it and choose the file that this gives.",
    },
  ),
  documentCase('a PDF cut off', 'a.pdf', () => onePage('').slice(0, 60), {
    error:
      'ImportError: a.pdf is not a PDF, or is cut off or damaged: Invalid PDF structure. Open it elsewhere, save it again, and choose that file.',
  }),
  documentCase('a PDF in name only', 'a.pdf', () => '<script>window.__executed = 1</script>', {
    error:
      'ImportError: a.pdf is not a PDF, or is cut off or damaged: Invalid PDF structure. Open it elsewhere, save it again, and choose that file.',
  }),
  documentCase(
    'an encrypted PDF',
    'a.pdf',
    () =>
      onePage('').replace('/Root', '/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >> /Root'),
    {
      error:
        'ImportError: a.pdf is encrypted: it opens with a password only. Save it without one and choose it again.',
    },
  ),
  documentCase('an empty .pdf', 'a.pdf', () => '', {
    error:
      'ImportError: a.pdf is not a PDF, or is cut off or damaged: The PDF file is empty, i.e. its size is zero bytes. Open it elsewhere, save it again, and choose that file.',
  }),
  documentCase('100,000 elements in each other', 'a.html', () => `${'<div>'.repeat(100_000)}deep`, {
    error:
      'ImportError: a.html has more than 2,000 elements nested in each other: it is damaged, or no page for people. Leave it out.',
  }),
  documentCase('100,000 elements that close each other', 'a.html', () => `${'<p>'.repeat(100_000)}flat`, {
    documents: [['a.html', 'a', 'flat']],
  }),
  documentCase(
    'markup that would run',
    'a.html',
    () =>
      `<title>${ALL_PAYLOADS}</title><p>Tides<script>window.__executed=1</script> rise.<img src=x onerror=alert(1)>`,
    {
      documents: [
        [
          'a.html',
          '<script>window.__executed=1</script> <img src=x onerror="window.__executed=1"> <svg onload="window.__executed=1"><script>window.__executed=1</script></svg> "><iframe srcdoc="<script>parent.__executed=1</script>"></iframe> </style><style>@import url(https://evil.example/x.css);</style> javascript:window.__executed=1 [click](javascript:window.__executed=1) <a href="https://evil.example/" ping="https://evil.example/ping">x</a>',
          'rise.',
        ],
      ],
    },
  ),
  documentCase(
    '100,000 attributes',
    'a.html',
    () => `<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}=${n}`).join(' ')}>Tides.`,
    { documents: [['a.html', 'a', 'Tides.']] },
  ),
  documentCase('a comment without an end', 'a.html', () => `Tides.<!--${' <!--'.repeat(100_000)}`, {
    documents: [['a.html', 'a', 'Tides.']],
  }),
  documentCase('an empty .html', 'a.html', () => '', {
    error: 'ImportError: a.html is empty. Choose a file that holds documents.',
  }),
  documentCase('100,000 asterisks', 'a.md', () => '*a **b '.repeat(12_500), {
    documents: [['a.md', 'a', '*a **b '.repeat(12_500).trim()]],
  }),
  documentCase('10,000 quotes in each other', 'a.md', () => `${'>'.repeat(10_000)} Tides.`, {
    documents: [['a.md', 'a', 'Tides.']],
  }),
  documentCase('10,000 brackets', 'a.md', () => `${'['.repeat(10_000)}Tides${']'.repeat(10_000)}`, {
    documents: [['a.md', 'a', `${'['.repeat(10_000)}Tides${']'.repeat(10_000)}`]],
  }),
  documentCase('10,000 back quotes', 'a.md', () => BACK_QUOTES, { documents: [['a.md', 'a', BACK_QUOTES]] }),
  documentCase('a table of 10,000 bars', 'a.md', () => `${'|'.repeat(10_000)}\n${'|-'.repeat(10_000)}\n`, {
    documents: [['a.md', 'a', `${'|'.repeat(10_000)} ${'|-'.repeat(10_000)}`]],
  }),
  documentCase('a list in a quote in a list', 'a.md', () => '* one\n  >-\n two *three', {
    error:
      'ImportError: a.md holds Markdown that cannot be read: lists and quotes in each other, most likely. Rename it to .txt to take its text as it is.',
  }),
  documentCase('an empty .md', 'a.md', () => '', {
    error: 'ImportError: a.md is empty. Choose a file that holds documents.',
  }),
  documentCase(
    'a gzip of 256 MiB of line ends',
    'a.txt.gz',
    () => new Uint8Array(gzipSync(new Uint8Array(2 ** 28).fill(120))),
    {
      error:
        'ImportError: The first 65,536 bytes of a.txt.gz unpack to more than the 67,108,864 that were expected at most. If that is right, unpack it and choose the file inside.',
    },
  ),
  documentCase('a gzip cut off', 'a.jsonl.gz', () => new Uint8Array(gzipSync(LINE)).subarray(0, -9), {
    error:
      'ImportError: a.jsonl.gz is cut off: it ends after 35 bytes, which unpack to 30, and more were expected. Download or copy it again.',
  }),
  documentCase(
    'a gzip with another checksum',
    'a.jsonl.gz',
    () => {
      const bytes = new Uint8Array(gzipSync(LINE));
      bytes[bytes.length - 8] ^= 1;
      return bytes;
    },
    {
      error:
        'ImportError: a.jsonl.gz is a damaged gzip archive: it cannot be unpacked, or not to what was packed. Download or copy it again.',
    },
  ),
  documentCase('a gzip in a gzip', 'a.jsonl.gz.gz', () => new Uint8Array(gzipSync(gzipSync(LINE))), {
    error:
      'ImportError: a.jsonl.gz seems to be a gzip archive, not a text file in UTF-8 or UTF-16. Unpack it and choose the file inside.',
  }),
  documentCase(
    'a gzip with a name without end',
    'a.txt.gz',
    () => concat([Uint8Array.of(0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3), new Uint8Array(200_000).fill(97)]),
    {
      error:
        'ImportError: a.txt.gz is a damaged gzip archive: it cannot be unpacked, or not to what was packed. Download or copy it again.',
    },
  ),
  documentCase('a text named like a gzip', 'a.txt.gz', () => 'one\n', {
    error:
      'ImportError: a.txt.gz is named like a gzip archive but does not begin like one. Rename it without .gz, or copy it again.',
  }),
  documentCase('raw deflate named like a gzip', 'a.txt.gz', () => new Uint8Array(deflateRawSync('one\n')), {
    error:
      'ImportError: a.txt.gz is named like a gzip archive but does not begin like one. Rename it without .gz, or copy it again.',
  }),
  documentCase('zlib named like a gzip', 'a.txt.gz', () => new Uint8Array(deflateSync('one\n')), {
    error:
      'ImportError: a.txt.gz is named like a gzip archive but does not begin like one. Rename it without .gz, or copy it again.',
  }),
  documentCase('an empty .gz', 'a.jsonl.gz', () => '', {
    error: 'ImportError: a.jsonl is empty. Choose a file that holds documents.',
  }),
  documentCase('an empty .parquet', 'a.parquet', () => '', {
    error:
      'ImportError: a.parquet is not a Parquet file, or is cut off or damaged: it does not begin like one. Save or copy it again, or choose another file.',
  }),
  documentCase('a Parquet file cut off', 'a.parquet', () => 'PAR1\x15\x04\x15', {
    error:
      'ImportError: a.parquet is not a Parquet file, or is cut off or damaged: it does not end like one. Save or copy it again, or choose another file.',
  }),
  documentCase(
    'a Parquet file whose footer is longer than it',
    'a.parquet',
    () =>
      concat([
        new TextEncoder().encode('PAR1xxxx'),
        Uint8Array.of(255, 255, 255, 127),
        new TextEncoder().encode('PAR1'),
      ]),
    {
      error:
        'ImportError: The directory of a.parquet has 2,147,483,647 bytes; at most 8,388,608 were expected. Save it with fewer columns, or with more rows in a row group.',
    },
  ),
];
