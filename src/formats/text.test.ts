import { expect, it } from 'vitest';
import { readAll, sourceFile } from '../testing/source-files.ts';
import { previewSource } from './index.ts';

it('takes every line that is not blank for a document, with its number for the id', async () => {
  const files = [sourceFile('notes.txt', '\ufeffFirst, "line"\r\n\r\n  third\n{"fourth": 4}')];
  expect(await readAll(files, { format: 'text' })).toEqual({
    documents: [
      { file: 'notes.txt', line: 1, value: { id: '1', title: '', text: 'First, "line"' } },
      { file: 'notes.txt', line: 3, value: { id: '3', title: '', text: '  third' } },
      { file: 'notes.txt', line: 4, value: { id: '4', title: '', text: '{"fourth": 4}' } },
    ],
    queries: [],
    judgements: [],
    refused: [],
  });
});

it('refuses a line with a NUL character', async () => {
  // Within the first kilobyte it would tell a binary file.
  const files = [sourceFile('notes.txt', `${'a'.repeat(1024)}\nb\0\nc`)];
  expect(await readAll(files, { format: 'text' })).toMatchObject({
    documents: [{ line: 1 }, { line: 3 }],
    refused: [{ file: 'notes.txt', line: 2, reason: '"text" contains a NUL character' }],
  });
});

it('shows the first lines', async () => {
  const content = ['', 'a', 'b', 'c', 'd', 'e', 'f'].join('\n');
  expect(await previewSource([sourceFile('folder/notes.v2.txt', content)])).toEqual({
    format: 'text',
    formats: ['text', 'files'],
    suggestedName: 'notes.v2',
    totalBytes: 12,
    columns: [],
    sampleRows: [['a'], ['b'], ['c'], ['d'], ['e']],
    filesRead: ['folder/notes.v2.txt'],
    filesIgnored: [],
  });
});
