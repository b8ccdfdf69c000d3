import { strToU8, zipSync } from 'fflate';
import { expect, it, test } from 'vitest';
import { errorOf, readAll, sourceFile } from '../testing/source-files.ts';
import { plainEntry } from './entries.ts';
import { formatsOf } from './format-table.ts';
import { previewSource } from './index.ts';
import { previewDocuments } from './preview-documents.ts';
import type { FormatName } from './records.ts';

test.each<[paths: string[], formats: FormatName[]]>([
  [['a.txt'], ['text', 'files']],
  [['a.md'], ['files']],
  [['a.pdf'], ['files']],
  [['a.csv'], ['csv']],
  [['corpus.jsonl'], ['jsonl', 'beir']],
  [['x/corpus.jsonl', 'x/queries.jsonl', 'x/README.md'], ['beir']],
  [
    ['a.csv', 'README.md'],
    ['csv', 'files'],
  ],
  [
    ['config.json', 'a.md', 'b.md'],
    ['files', 'jsonl'],
  ],
  [['a.txt', 'b.txt'], ['files']],
  [['a.csv', 'b.csv'], []],
  [['a.jsonl', 'a.tsv'], []],
  [['a.log'], []],
])('%j can be read as %j', (paths, formats) => {
  expect(formatsOf(paths.map((path) => plainEntry(sourceFile(path, ''))))).toEqual(formats);
});

it('takes the format that is asked for', async () => {
  const files = [sourceFile('a.txt', 'one\ntwo\n')];
  expect(await previewSource(files, 'files')).toMatchObject({
    format: 'files',
    formats: ['files', 'text'],
    sampleRows: [['a', 'one\ntwo']],
  });
  expect(await previewSource([sourceFile('docs.log', '{"id": 1, "text": "a"}')], 'jsonl')).toMatchObject({
    format: 'jsonl',
    formats: ['jsonl'],
    mapping: { id: 'id', text: 'text' },
  });
});

it('finds the one table of a zip', async () => {
  const zip = sourceFile(
    'z.zip',
    zipSync({ 'x/d.csv': strToU8('id,text\n1,a\n'), 'x/LICENSE': strToU8('MIT') }),
  );
  expect(await previewSource([zip])).toMatchObject({
    format: 'csv',
    filesRead: ['x/d.csv'],
    filesIgnored: ['x/LICENSE'],
  });
});

it('says what a folder of several tables lacks', async () => {
  expect(await errorOf(previewSource([sourceFile('a.csv', 'a'), sourceFile('b.csv', 'b')]))).toBe(
    'ImportError: Expected one file, a BEIR folder with corpus.jsonl, or a folder of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf; found a.csv, b.csv. Choose one file, or add corpus.jsonl.',
  );
});

const CSV = [sourceFile('d.csv', 'id,text\n1,"one two three"\n2,four\n3,five\n', [1])];
const OPTIONS = {
  format: 'csv',
  mapping: { id: 'id', text: 'text' },
  chunking: { unit: 'words', size: 2, overlap: 0 },
} as const;

it('cuts documents of every format into passages, which have the line of their document', async () => {
  expect((await readAll(CSV, OPTIONS)).documents).toEqual([
    { file: 'd.csv', line: 2, value: { id: '1#1', title: '', text: 'one two', parentId: '1' } },
    { file: 'd.csv', line: 2, value: { id: '1#2', title: '', text: 'three', parentId: '1' } },
    { file: 'd.csv', line: 3, value: { id: '2', title: '', text: 'four' } },
    { file: 'd.csv', line: 4, value: { id: '3', title: '', text: 'five' } },
  ]);
});

it('shows the first passages, and no more than there are', async () => {
  expect((await previewDocuments(CSV, OPTIONS, 2)).map(({ id }) => id)).toEqual(['1#1', '1#2']);
  expect((await previewDocuments(CSV, OPTIONS, 20)).map(({ id }) => id)).toEqual(['1#1', '1#2', '2', '3']);
});

it('does not cut what is judged as a whole', async () => {
  const files = [
    sourceFile('x/corpus.jsonl', '{"_id": "d1", "text": "A"}'),
    sourceFile('x/queries.jsonl', ''),
  ];
  expect(await errorOf(readAll(files, { ...OPTIONS, format: 'beir' }))).toBe(
    'InvalidArgumentError: A BEIR corpus is judged by whole documents, and judgements of documents that were cut would be lost. Leave them whole, or import its corpus.jsonl alone to cut them.',
  );
});

it('refuses a document that is too long to be stored whole', async () => {
  const files = [sourceFile('a.txt', 'ab '.repeat(1_500_000))];
  expect((await readAll(files, { format: 'files' })).refused).toEqual([
    {
      file: 'a.txt',
      line: 0,
      reason: 'longer than 4,194,304 characters (4,500,000 found); split it, or cut it into shorter passages',
    },
  ]);
});
