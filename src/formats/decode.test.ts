import { describe, expect, it } from 'vitest';
import { errorOf } from '../testing/source-files.ts';
import { concat, toUtf8 } from './decode.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

async function decode(bytes: Uint8Array, size = bytes.length): Promise<string> {
  const decoded: Uint8Array[] = [];
  for await (const piece of toUtf8(pieces(bytes, size), 'a.txt')) decoded.push(piece);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(concat(decoded));
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++)
    view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('toUtf8', () => {
  const text = 'Größe, 𝒳\n';
  const long = text.repeat(500);
  const cases: [name: string, bytes: Uint8Array, expected: string][] = [
    ['UTF-8', utf8(text), text],
    ['UTF-8 with a mark', utf8(`\ufeff${text}`), text],
    ['UTF-8 with two marks keeps the second', utf8(`\ufeff\ufeff${text}`), `\ufeff${text}`],
    ['a mark only', utf8('\ufeff'), ''],
    ['one byte', utf8('a'), 'a'],
    ['UTF-16LE', utf16(`\ufeff${text}`, true), text],
    ['UTF-16BE', utf16(`\ufeff${text}`, false), text],
    ['long UTF-8', utf8(`\ufeff${long}`), long],
    ['long UTF-16LE', utf16(`\ufeff${long}`, true), long],
    ['long UTF-16BE', utf16(`\ufeff${long}`, false), long],
  ];
  it.each(cases)('%s', async (_, bytes, expected) => {
    expect(await decode(bytes)).toBe(expected);
    expect(await decode(bytes, 1)).toBe(expected);
    expect(await decode(bytes, 1023)).toBe(expected);
  });

  const convert = 'Export its text as JSON Lines, CSV, TSV or plain text and choose that file.';
  const unpack = 'Unpack it and choose the file inside.';
  const refusals: [bytes: Uint8Array, message: string][] = [
    [utf8(''), 'a.txt is empty. Choose a file that holds documents.'],
    [utf8('%PDF-1.7\n'), `a.txt seems to be a PDF document, not a text file in UTF-8 or UTF-16. ${convert}`],
    [
      utf8('PAR1\x15\x04'),
      `a.txt seems to be a Parquet file, not a text file in UTF-8 or UTF-16. ${convert}`,
    ],
    [utf8('ARROW1\0\0'), `a.txt seems to be an Arrow file, not a text file in UTF-8 or UTF-16. ${convert}`],
    [
      utf8('SQLite format 3\0'),
      `a.txt seems to be an SQLite database, not a text file in UTF-8 or UTF-16. ${convert}`,
    ],
    [
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      `a.txt seems to be an old Office document (.doc, .xls), not a text file in UTF-8 or UTF-16. ${convert}`,
    ],
    [
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
      `a.txt seems to be a PNG image, not a text file in UTF-8 or UTF-16. ${convert}`,
    ],
    [
      Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
      `a.txt seems to be a JPEG image, not a text file in UTF-8 or UTF-16. ${convert}`,
    ],
    [
      Uint8Array.of(0x1f, 0x8b, 8),
      `a.txt seems to be a gzip archive, not a text file in UTF-8 or UTF-16. ${unpack}`,
    ],
    [utf8('PK\x03\x04'), `a.txt seems to be a zip archive, not a text file in UTF-8 or UTF-16. ${unpack}`],
    [
      Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0),
      `a.txt seems to be an xz archive, not a text file in UTF-8 or UTF-16. ${unpack}`,
    ],
    [
      Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
      `a.txt seems to be a 7-Zip archive, not a text file in UTF-8 or UTF-16. ${unpack}`,
    ],
    [
      Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd),
      `a.txt seems to be a Zstandard archive, not a text file in UTF-8 or UTF-16. ${unpack}`,
    ],
    [
      Uint8Array.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0),
      'a.txt seems to be UTF-32, not a text file in UTF-8 or UTF-16. Save it as UTF-8 and choose it again.',
    ],
    [
      utf16('a,b', true),
      'a.txt holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark. Save it as UTF-8 text and choose it again.',
    ],
    [
      Uint8Array.of(0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00),
      'a.txt begins as UTF-16LE text but is not well formed further on. Save it as UTF-8 and choose it again.',
    ],
    [
      Uint8Array.of(0xfe, 0xff, 0x00, 0x61, 0x00),
      'a.txt begins as UTF-16BE text but is not well formed further on. Save it as UTF-8 and choose it again.',
    ],
  ];
  it.each(refusals)('refuses %#: $1', async (bytes, message) => {
    expect(await errorOf(decode(bytes, 2))).toBe(`ImportError: ${message}`);
  });

  it('takes a text that begins with the letters of a signature', async () => {
    expect(await decode(utf8('PAR1 is a receptor.'))).toBe('PAR1 is a receptor.');
  });

  it('takes a NUL beyond the first bytes: the line it is in is refused later', async () => {
    const text = `${'a'.repeat(1024)}\0`;
    expect(await decode(utf8(text))).toBe(text);
    expect(await decode(utf8(text), 1000)).toBe(text);
  });
});
