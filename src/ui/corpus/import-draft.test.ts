import { describe, expect, test } from 'vitest';
import type { ImportPreview, ReadOptions } from '../../workers/client.ts';
import {
  canBeCut,
  choicesOf,
  chunkedBy,
  draftOf,
  draftProblems,
  formatLabel,
  type ImportDraft,
  optionsOf,
} from './import-draft.ts';

const preview: ImportPreview = {
  format: 'csv',
  formats: ['csv'],
  suggestedName: 'pages',
  totalBytes: 10,
  columns: ['key', 'body', 'head'],
  sampleRows: [['1', 'text', 'title']],
  mapping: { id: 'key', text: 'body' },
  filesRead: ['pages.csv'],
  filesIgnored: [],
};
const { mapping: _, ...withoutMapping } = preview;
const unclear: ImportPreview = withoutMapping;
const text: ImportPreview = { ...unclear, format: 'text', columns: [] };
const beir: ImportPreview = { ...text, format: 'beir', filesRead: ['corpus.jsonl', 'queries.jsonl'] };
const judged: ImportPreview = { ...beir, filesRead: [...beir.filesRead, 'qrels/test.tsv'] };
const whole = chunkedBy('none');
const words = { unit: 'words', size: 50, overlap: 5 } as const;

describe('what a draft begins with', () => {
  test('the obvious columns, whole documents, without repeated texts', () => {
    expect(draftOf(preview, 'Pages')).toEqual({
      name: 'Pages',
      idColumn: 'key',
      titleColumn: '',
      textColumn: 'body',
      chunking: whole,
      leaveOutDuplicates: true,
    });
  });

  test('open columns where none is obvious', () => {
    expect(draftOf(unclear, 'Pages')).toMatchObject({ idColumn: '', titleColumn: '', textColumn: '' });
  });

  test.each([
    ['judgements', judged, false],
    ['queries alone', beir, true],
  ])('%s decide whether repeated texts stay', (_, of, leaveOut) => {
    expect(draftOf(of, 'P').leaveOutDuplicates).toBe(leaveOut);
  });

  test('the choices of the last import', () => {
    const choices = { mapping: { text: 'head' }, chunking: words, leaveOutDuplicates: false };
    expect(draftOf(preview, 'P', choices)).toEqual({
      name: 'P',
      idColumn: '',
      titleColumn: '',
      textColumn: 'head',
      chunking: words,
      leaveOutDuplicates: false,
    });
  });

  test('but not columns that are missing, nor cuts of what cannot be cut', () => {
    const choices = { mapping: { text: 'body', title: 'gone' }, chunking: words, leaveOutDuplicates: true };
    expect(draftOf(preview, 'P', choices)).toMatchObject({ idColumn: 'key', textColumn: 'body' });
    expect(draftOf(beir, 'P', choices).chunking).toEqual(whole);
  });
});

const draft = draftOf(preview, 'pages');

test.each<[string, ImportPreview, Partial<ImportDraft>, object]>([
  ['complete', preview, {}, {}],
  ['without a name', preview, { name: ' ' }, { name: 'Give the corpus a name.' }],
  [
    'without a text column',
    preview,
    { textColumn: '' },
    { textColumn: 'Choose the column that holds the text.' },
  ],
  [
    'one column twice',
    preview,
    { titleColumn: 'body' },
    { titleColumn: 'Title and text are the same column.' },
  ],
  ['text files need no columns', text, { textColumn: '' }, {}],
  ['no size', preview, { chunking: { ...words, size: '' } }, { chunkSize: 'Give a passage at least one.' }],
  [
    'a size of 0',
    preview,
    { chunking: { ...words, size: 0 } },
    { chunkSize: 'Give a passage at least one.' },
  ],
  [
    'no overlap',
    preview,
    { chunking: { ...words, overlap: '' } },
    { chunkOverlap: 'Give a number; 0 repeats nothing.' },
  ],
  [
    'an overlap of all',
    preview,
    { chunking: { ...words, overlap: 50 } },
    { chunkOverlap: 'Repeat less than a passage holds.' },
  ],
  ['headings overlap nothing', preview, { chunking: { unit: 'headings', size: 9, overlap: '' } }, {}],
  ['sizes of whole documents do not matter', preview, { chunking: { ...whole, size: '' } }, {}],
])('problems: %s', (_, of, change, problems) => {
  expect(draftProblems(of, { ...draft, ...change })).toEqual(problems);
});

test.each<[string, ImportPreview, Partial<ImportDraft>, ReadOptions]>([
  ['only the chosen columns', preview, {}, { format: 'csv', mapping: { id: 'key', text: 'body' } }],
  [
    'a title and no id',
    preview,
    { idColumn: '', titleColumn: 'key' },
    { format: 'csv', mapping: { title: 'key', text: 'body' } },
  ],
  ['no columns', text, {}, { format: 'text' }],
  ['passages', text, { chunking: words }, { format: 'text', chunking: words }],
  [
    'sections without an overlap',
    text,
    { chunking: { unit: 'headings', size: 90, overlap: 7 } },
    { format: 'text', chunking: { unit: 'headings', size: 90, overlap: 0 } },
  ],
])('options: %s', (_, of, change, options) => {
  expect(optionsOf(of, { ...draft, ...change })).toEqual(options);
});

test('what is remembered gives the same draft again', () => {
  const changed: ImportDraft = { ...draft, chunking: words, leaveOutDuplicates: false, titleColumn: 'head' };
  expect(draftOf(unclear, 'pages', choicesOf(preview, changed))).toEqual(changed);
});

test('judged corpora stay whole', () => {
  expect([beir, text, preview].map(canBeCut)).toEqual([false, true, true]);
});

test('one file is named as such', () => {
  expect(formatLabel('files', { filesRead: ['a.md'] })).toBe('The whole file as one document');
  expect(formatLabel('files', { filesRead: ['a.md', 'b.md'] })).toBe('Files, one document each');
  expect(formatLabel('text', { filesRead: ['a.txt'] })).toBe('Plain text, one document per line');
});
