import { expect, test } from 'vitest';
import { readAll, sourceFile, valuesOf } from '../testing/source-files.ts';
import { MAX_DOCUMENT_CHARACTERS, MAX_TITLE_CHARACTERS } from './limits.ts';
import type { Chunking } from './records.ts';

const MAPPING = { id: 'id', title: 'title', text: 'text' };
const WORDS: Chunking = { unit: 'words', size: 2, overlap: 1 };

function read(documents: readonly object[], chunking?: Chunking) {
  const file = sourceFile('a.jsonl', documents.map((document) => JSON.stringify(document)).join('\n'));
  return readAll([file], { format: 'jsonl', mapping: MAPPING, ...(chunking && { chunking }) });
}

const TOO_LONG =
  'longer than 4,194,304 characters (4,194,305 found); split it, or cut it into shorter passages';

test.each<[unit: string, chunking: Chunking]>([
  ['words', { unit: 'words', size: 1, overlap: 0 }],
  ['sentences', { unit: 'sentences', size: 1, overlap: 0 }],
  ['headings', { unit: 'headings', size: 1, overlap: 0 }],
])('a passage that is one endless word is refused, the others are taken: by %s', async (_, chunking) => {
  const text = `One. ${'X'.repeat(MAX_DOCUMENT_CHARACTERS + 1)}. Two.`;
  const { documents, refused } = await read([{ id: 'a', text }], chunking);
  expect(valuesOf(documents).map(({ id, text }) => [id, text])).toEqual([
    ['a#1', 'One.'],
    ['a#3', 'Two.'],
  ]);
  const reason = TOO_LONG.replace('305', '306');
  expect(refused).toEqual([{ file: 'a.jsonl', line: 1, reason }]);
});

test.each<[name: string, title: string, characters: number, accepted: boolean]>([
  ['text', '', MAX_DOCUMENT_CHARACTERS, true],
  ['text', '', MAX_DOCUMENT_CHARACTERS + 1, false],
  ['title and text', 'T', MAX_DOCUMENT_CHARACTERS, false],
  ['title', 'T'.repeat(MAX_DOCUMENT_CHARACTERS + 1), 0, false],
])('a whole document is accepted by its length: %s', async (_, title, characters, accepted) => {
  const { documents, refused } = await read([{ id: 'a', title, text: 'x'.repeat(characters) }]);
  expect(documents).toHaveLength(accepted ? 1 : 0);
  expect(refused).toEqual(accepted ? [] : [{ file: 'a.jsonl', line: 1, reason: TOO_LONG }]);
});

const LONGEST = 'x'.repeat(MAX_TITLE_CHARACTERS);

test.each<[what: string, id: string, title: string]>([
  ['id', `${LONGEST}x`, 'T'],
  ['title', 'a', `${LONGEST}x`],
])(
  'a document that is cut is refused once where its %s is too long to be repeated',
  async (what, id, title) => {
    const documents = [
      { id: LONGEST, title: LONGEST, text: 'one two three' },
      { id, title, text: 'one two three four five' },
      { id: `${id}-short`, title, text: 'fits' },
    ];
    const found = await read(documents, WORDS);
    expect(valuesOf(found.documents).map((document) => document.text)).toEqual([
      'one two',
      'two three',
      'fits',
    ]);
    expect(found.refused).toEqual([
      {
        file: 'a.jsonl',
        line: 2,
        reason: `its ${what} is longer than 4,096 characters (4,097 found), and every passage would repeat it; shorten it, or leave the document whole`,
      },
    ]);
    expect((await read(documents)).documents).toHaveLength(3);
  },
);
