/** Zips: bombs, lies, paths that climb, members that are no files. */
import { zipSync } from 'fflate';
import { sourceFile } from '../source-files.ts';
import type { HostileCase, Outcome } from './hostile-case.ts';
import { type RawMember, type RawZip, rawZip } from './raw-zip.ts';

const CORPUS = '{"_id": "a", "text": "one"}\n';
const ONE: Outcome = { documents: [['a', '', 'one']] };

function zipCase(
  name: string,
  members: () => readonly RawMember[],
  expected: Outcome,
  zip: RawZip = {},
): HostileCase {
  return { name, way: 'corpus', files: () => [sourceFile('a.zip', rawZip(members(), zip))], expected };
}

const corpus = (more: Partial<RawMember> = {}): RawMember => ({
  name: 'corpus.jsonl',
  data: CORPUS,
  ...more,
});
const zeros = (bytes: number) => new Uint8Array(bytes);

export const ZIP_CASES: readonly HostileCase[] = [
  zipCase('a path that climbs', () => [corpus({ name: '../../../etc/corpus.jsonl' })], ONE),
  zipCase('an absolute path', () => [corpus({ name: '/etc/corpus.jsonl' })], ONE),
  zipCase('a drive and backslashes', () => [corpus({ name: 'C:\\Windows\\..\\corpus.jsonl' })], ONE),
  zipCase('a NUL in a name', () => [corpus({ name: 'corpus.jsonl\0.png' })], {
    error:
      'ImportError: corpus.jsonl\u0000.png: unknown type ".png". Expected a BEIR folder or .zip, or one file that ends in .jsonl, .ndjson, .json, .csv, .tsv, .tab, .parquet, .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf.',
  }),
  zipCase('a name twice', () => [corpus(), corpus({ data: '{"_id": "b", "text": "two"}\n' })], {
    error:
      'ImportError: Expected one corpus.jsonl, found 2: corpus.jsonl, corpus.jsonl. Choose one of these folders at a time.',
  }),
  zipCase(
    'queries twice',
    () => [
      corpus(),
      { name: 'queries.jsonl', data: '{"_id": "q", "text": "x"}\n' },
      { name: 'queries.jsonl', data: '{"_id": "q", "text": "y"}\n{"_id": "r", "text": "z"}\n' },
    ],
    {
      documents: [['a', '', 'one']],
      queryCount: 2,
      judgementCount: 0,
      refused: ['queries.jsonl:1 duplicate query id "q"; the first one is kept'],
    },
  ),
  zipCase(
    'a folder named like the file',
    () => [{ name: 'corpus.jsonl/', data: '' }, corpus({ name: 'corpus.jsonl/corpus.jsonl' })],
    ONE,
  ),
  zipCase('folders alone', () => [{ name: 'corpus.jsonl/', data: '' }], {
    error: 'ImportError: a.zip is a zip without a file in it. Choose another.',
  }),
  zipCase('no member', () => [], {
    error: 'ImportError: a.zip is a zip without a file in it. Choose another.',
  }),
  zipCase('encrypted', () => [corpus({ flags: 1 })], {
    error: 'ImportError: corpus.jsonl in a.zip is encrypted. Unpack the zip and choose the folder.',
  }),
  zipCase('packed by bzip2', () => [corpus({ method: 12 })], {
    error:
      'ImportError: corpus.jsonl in a.zip is packed by method 12; 0 (stored) or 8 (deflate) was expected. Unpack the zip and choose the folder.',
  }),
  zipCase('said to be longer than it is', () => [corpus({ says: { unpackedBytes: 1000 } })], {
    error:
      'ImportError: a.zip is a damaged zip: corpus.jsonl cannot be unpacked, or not to what was packed. Download or copy it again.',
  }),
  zipCase(
    'said to be shorter than it is',
    () => [corpus({ data: CORPUS.repeat(1000), says: { unpackedBytes: 28 } })],
    {
      error:
        'ImportError: a.zip is a damaged zip: corpus.jsonl cannot be unpacked, or not to what was packed. Download or copy it again.',
    },
  ),
  zipCase(
    'packed bytes beyond the file',
    () => [corpus({ says: { packedBytes: 100_000_000, unpackedBytes: 8_000_000_000 % 2 ** 32 } })],
    {
      error:
        'ImportError: a.zip is a damaged zip: corpus.jsonl would reach into its directory. Download or copy it again.',
    },
  ),
  zipCase('another checksum', () => [corpus({ says: { crc32: 1 } })], {
    error:
      'ImportError: a.zip is a damaged zip: corpus.jsonl cannot be unpacked, or not to what was packed. Download or copy it again.',
  }),
  zipCase('a header that is elsewhere', () => [corpus({ says: { headerOffset: 7 } })], {
    error:
      'ImportError: a.zip is a damaged zip: corpus.jsonl cannot be unpacked, or not to what was packed. Download or copy it again.',
  }),
  zipCase('a header beyond the file', () => [corpus({ says: { headerOffset: 2 ** 31 } })], {
    error:
      'ImportError: a.zip is a damaged zip: corpus.jsonl would reach into its directory. Download or copy it again.',
  }),
  zipCase(
    'not deflated at all',
    () => [corpus({ method: 0, data: 'x'.repeat(100) }), corpus({ name: 'queries.jsonl' })],
    {
      error:
        'ImportError: corpus.jsonl: expected JSON Lines, one object a line. Line 1: not valid JSON. Write each document as one object on a line of its own.',
    },
  ),
  zipCase('256 MiB of zeros in 256 KiB', () => [corpus({ data: zeros(2 ** 28) })], {
    error:
      'ImportError: corpus.jsonl in a.zip would unpack from 260,916 to 268,435,456 bytes; at most 67,108,864 were expected. If that is right, unpack the zip and choose the folder.',
  }),
  zipCase('4 MiB of line ends in 4 KiB', () => [corpus({ data: '\n'.repeat(2 ** 22) })], {
    error: 'ImportError: corpus.jsonl holds only blank lines. Choose a file that holds documents.',
  }),
  zipCase(
    'a zip in a zip',
    () => [{ name: 'inner.zip', data: zipSync({ 'corpus.jsonl': new TextEncoder().encode(CORPUS) }) }],
    {
      error:
        'ImportError: inner.zip seems to be a zip archive, not a text file in UTF-8 or UTF-16. Unpack it and choose the file inside.',
    },
  ),
  zipCase(
    'a zip in a zip named like a corpus',
    () => [corpus({ data: zipSync({ 'corpus.jsonl': new TextEncoder().encode(CORPUS) }) })],
    {
      error:
        'ImportError: corpus.jsonl seems to be a zip archive, not a text file in UTF-8 or UTF-16. Unpack it and choose the file inside.',
    },
  ),
  zipCase(
    'members that share their bytes',
    () => [
      corpus(),
      ...Array.from({ length: 50 }, (_, index) => ({
        name: `qrels/${index}.tsv`,
        data: '',
        says: { headerOffset: 0, packedBytes: 26, unpackedBytes: 28 },
      })),
    ],
    {
      error:
        'ImportError: a.zip is a damaged zip: corpus.jsonl would reach into qrels/0.tsv. Download or copy it again.',
    },
  ),
  zipCase(
    'fewer members than it says',
    () => [corpus()],
    {
      error: 'ImportError: a.zip is a damaged zip: its directory cannot be read. Download or copy it again.',
    },
    { says: { memberCount: 2 } },
  ),
  zipCase('more members than it says', () => [corpus(), { name: 'queries.jsonl', data: '' }], ONE, {
    says: { memberCount: 1 },
  }),
  zipCase(
    'a directory beyond the file',
    () => [corpus()],
    {
      error: 'ImportError: a.zip is a damaged zip: its directory cannot be read. Download or copy it again.',
    },
    { says: { directoryOffset: 2 ** 31 } },
  ),
  zipCase(
    'Zip64',
    () => [corpus()],
    {
      error:
        'ImportError: a.zip is a Zip64 archive (4 GB or more, or made like one). Unpack it and choose the folder.',
    },
    { says: { memberCount: 0xffff } },
  ),
  zipCase('something before it', () => [corpus()], ONE, {
    before: new TextEncoder().encode('PK\x03\x04#!/bin/sh\nexit\n'),
  }),
  zipCase(
    'an end record in its comment',
    () => [corpus()],
    { error: 'ImportError: a.zip is a zip without a file in it. Choose another.' },
    { comment: rawZip([]) },
  ),
  zipCase(
    '30,000 members',
    () => [
      corpus(),
      ...Array.from({ length: 30_000 }, (_, index) => ({ name: `${index}`, data: '', method: 0 })),
    ],
    ONE,
  ),
  zipCase('a name of 60,000 characters', () => [corpus({ name: `${'a/'.repeat(30_000)}corpus.jsonl` })], ONE),
  zipCase('a spreadsheet', () => [{ name: 'xl/workbook.xml', data: '<x/>' }], {
    error:
      'ImportError: a.zip seems to be an Excel workbook, not a text file. Export its text as JSON Lines, CSV, TSV or plain text and choose that file.',
  }),
  {
    name: 'half a zip',
    way: 'corpus',
    files: () => [sourceFile('a.zip', rawZip([corpus()]).subarray(0, 60))],
    expected: {
      error:
        'ImportError: a.zip is not a complete zip: the directory at its end is missing. Download or copy it again.',
    },
  },
  {
    name: 'a text named like a zip',
    way: 'corpus',
    files: () => [sourceFile('a.zip', 'one\n')],
    expected: {
      error: 'ImportError: a.zip is named like a zip but does not begin like one. Download or copy it again.',
    },
  },
  {
    name: 'an empty .zip',
    way: 'corpus',
    files: () => [sourceFile('a.zip', '')],
    expected: { error: 'ImportError: a.zip is empty. Choose a file that holds documents.' },
  },
];
