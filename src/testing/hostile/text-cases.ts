/** Encodings, line ends, NULs, halves of surrogate pairs, empty and endless files. */
import { concat } from '../../formats/decode.ts';
import type { FormatName } from '../../formats/records.ts';
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome } from './hostile-case.ts';
import { lazyFile, unreadableFile } from './lazy-file.ts';

const LINES = '{"id": "a", "text": "Tides"}\n{"id": "b", "text": "Zürich 🌊"}\n';
const BOTH: Outcome = {
  documents: [
    ['a', '', 'Tides'],
    ['b', '', 'Zürich 🌊'],
  ],
};

/** UTF-16 or UTF-32 with its byte order mark, or without. */
function encoded(text: string, unitBytes: 2 | 4, littleEndian: boolean, mark = true): Uint8Array {
  const marked = (mark ? '\ufeff' : '') + text;
  const units =
    unitBytes === 2
      ? Array.from({ length: marked.length }, (_, index) => marked.charCodeAt(index))
      : Array.from(marked, (character) => character.codePointAt(0) as number);
  const view = new DataView(new ArrayBuffer(units.length * unitBytes));
  for (const [index, unit] of units.entries()) {
    if (unitBytes === 2) view.setUint16(index * 2, unit, littleEndian);
    else view.setUint32(index * 4, unit, littleEndian);
  }
  return new Uint8Array(view.buffer);
}

function bytesOf(...parts: (string | readonly number[])[]): Uint8Array {
  return concat(
    parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : Uint8Array.from(part))),
  );
}

function corpusCase(
  name: string,
  path: string,
  content: string | Uint8Array,
  expected: Outcome,
  options: { readonly format?: FormatName } = {},
): HostileCase {
  return { name, way: 'corpus', files: () => [sourceFile(path, content)], expected, ...options };
}

const ENDINGS = ['jsonl', 'json', 'csv', 'tsv', 'txt'];

export const TEXT_CASES: readonly HostileCase[] = [
  corpusCase('UTF-8 with a byte order mark', 'a.jsonl', `\ufeff${LINES}`, BOTH),
  corpusCase('UTF-16 LE', 'a.jsonl', encoded(LINES, 2, true), BOTH),
  corpusCase('UTF-16 BE', 'a.jsonl', encoded(LINES, 2, false), BOTH),
  corpusCase('UTF-16 without a mark', 'a.jsonl', encoded(LINES, 2, true, false), {
    error:
      'ImportError: a.jsonl holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark. Save it as UTF-8 text and choose it again.',
  }),
  corpusCase('UTF-16 with half a surrogate pair', 'a.txt', encoded('one\ud800\ntwo\n', 2, true), {
    error:
      'ImportError: a.txt begins as UTF-16LE text but is not well formed further on. Save it as UTF-8 and choose it again.',
  }),
  corpusCase('UTF-16 cut within a character', 'a.txt', encoded('one\ntwo', 2, true).subarray(0, -1), {
    error:
      'ImportError: a.txt begins as UTF-16LE text but is not well formed further on. Save it as UTF-8 and choose it again.',
  }),
  corpusCase('UTF-32 LE', 'a.txt', encoded('one\n', 4, true), {
    error:
      'ImportError: a.txt seems to be UTF-32, not a text file in UTF-8 or UTF-16. Save it as UTF-8 and choose it again.',
  }),
  corpusCase('UTF-32 BE', 'a.txt', encoded('one\n', 4, false), {
    error:
      'ImportError: a.txt holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark. Save it as UTF-8 text and choose it again.',
  }),
  corpusCase('a byte that is not UTF-8', 'a.txt', bytesOf('one\ntw', [0xff], 'o\nthree\n'), {
    error: 'ImportError: a.txt, line 2: not UTF-8 text. Save the file as UTF-8 and choose it again.',
  }),
  corpusCase('a slash in two bytes', 'a.txt', bytesOf('..', [0xc0, 0xaf], 'etc\n'), {
    error: 'ImportError: a.txt, line 1: not UTF-8 text. Save the file as UTF-8 and choose it again.',
  }),
  corpusCase('a surrogate in UTF-8', 'a.txt', bytesOf('one', [0xed, 0xa0, 0x80], '\n'), {
    error: 'ImportError: a.txt, line 1: not UTF-8 text. Save the file as UTF-8 and choose it again.',
  }),
  corpusCase('a NUL at the beginning', 'a.txt', 'o\0ne\ntwo\n', {
    error:
      'ImportError: a.txt holds NUL bytes: it is a binary file, or UTF-16 without a byte order mark. Save it as UTF-8 text and choose it again.',
  }),
  corpusCase('a NUL further on', 'a.txt', `${'x'.repeat(1100)}\nt\0wo\n`, {
    documents: [
      [
        '1',
        '',
        'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      ],
    ],
    refused: ['a.txt:2 "text" contains a NUL character'],
  }),
  corpusCase(
    'a NUL in JSON',
    'a.jsonl',
    '{"id": "a\\u0000b", "text": "T"}\n{"id": "b", "text": "a\\u0000"}\n{"id": "c", "text": "C"}\n',
    {
      documents: [['c', '', 'C']],
      refused: ['a.jsonl:1 "id" contains a NUL character', 'a.jsonl:2 "text" contains a NUL character'],
    },
  ),
  corpusCase(
    'halves of surrogate pairs in JSON',
    'a.jsonl',
    '{"id": "\\ud800", "text": "A"}\n{"id": "\\udc00", "text": "B"}\n{"id": "c", "title": "\\ud83d", "text": "C"}\n{"id": "d", "text": "\\udfff"}\n{"id": "e", "text": "\\ud83c\\udf0a"}\n',
    {
      documents: [['e', '', '🌊']],
      refused: [
        'a.jsonl:1 "id" contains half of a surrogate pair, which is no character',
        'a.jsonl:2 "id" contains half of a surrogate pair, which is no character',
        'a.jsonl:3 "title" contains half of a surrogate pair, which is no character',
        'a.jsonl:4 "text" contains half of a surrogate pair, which is no character',
      ],
    },
  ),
  corpusCase('lines that end with a carriage return', 'a.txt', 'one\rtwo\r', {
    error:
      'ImportError: a.txt ends its lines with a carriage return alone, as old Macintosh files do. Save it with LF or CRLF line ends and choose it again.',
  }),
  corpusCase('a byte order mark alone', 'a.txt', '\ufeff', {
    error: 'ImportError: a.txt holds only blank lines. Choose a file that holds documents.',
  }),
  corpusCase('two byte order marks', 'a.txt', '\ufeff\ufeffone\n', { documents: [['1', '', 'one']] }),
  corpusCase('separators of Unicode are no line ends', 'a.txt', 'one\u2028two\u2029three\u0085four\n', {
    documents: [['1', '', 'one\u2028two\u2029three\u0085four']],
  }),
  corpusCase('control characters', 'a.txt', 'one\x07\x1b[31mtwo\x7f\n', {
    documents: [['1', '', 'one\u0007\u001b[31mtwo']],
  }),
  corpusCase(
    'ids that look alike or run backwards',
    'a.jsonl',
    ['admin', 'ad\u200bmin', '\u202enimda', 'a\u0301', '\u00e1']
      .map((id) => JSON.stringify({ id, text: `of ${id}` }))
      .join('\n'),
    {
      documents: [
        ['admin', '', 'of admin'],
        ['ad\u200bmin', '', 'of ad\u200bmin'],
        ['\u202enimda', '', 'of \u202enimda'],
        ['á', '', 'of á'],
        ['á', '', 'of á'],
      ],
    },
  ),
  corpusCase('a name that runs backwards', '\u202elnosj.jsonl', LINES, BOTH),
  ...ENDINGS.map((ending) =>
    corpusCase(`an empty .${ending}`, `a.${ending}`, '', {
      error: `ImportError: a.${ending} is empty. Choose a file that holds documents.`,
    }),
  ),
  corpusCase('an empty file without an ending', 'corpus', '', {
    error: 'ImportError: corpus is empty. Choose a file that holds documents.',
  }),
  {
    name: 'a folder that was picked like a file',
    way: 'corpus',
    files: () => [unreadableFile('corpus.jsonl')],
    expected: {
      error:
        'ImportError: corpus.jsonl cannot be read (A requested file or directory could not be found.). Choose it again.',
    },
  },
  {
    name: 'a line of 1 GiB',
    way: 'corpus',
    files: () => [lazyFile('a.txt', 2 ** 30, 'x')],
    mostBytes: 1.1 * 2 ** 30,
    expected: {
      error:
        'ImportError: a.txt: every line is longer than 33,554,432 bytes. Expected one document a line; split it into passages.',
    },
  },
  {
    name: 'a line of 256 MiB among others',
    way: 'corpus',
    files: () => [lazyFile('a.txt', 2 ** 28, 'x', 'one\n', '\ntwo\n')],
    mostBytes: 3.1 * 2 ** 28,
    expected: {
      documents: [
        ['1', '', 'one'],
        ['3', '', 'two'],
      ],
      refused: ['a.txt:2 longer than 33,554,432 bytes (268,435,456 found); split it into passages'],
    },
  },
  {
    name: '4 MiB of blank lines',
    way: 'corpus',
    files: () => [lazyFile('a.txt', 2 ** 22, '\n')],
    expected: { error: 'ImportError: a.txt holds only blank lines. Choose a file that holds documents.' },
  },
];
