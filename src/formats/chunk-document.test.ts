import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { errorOf } from '../testing/source-files.ts';
import { checkChunking, chunkDocument } from './chunk-document.ts';
import { MAX_SENTENCE_WORDS, MAX_TITLE_CHARACTERS } from './limits.ts';
import type { TextSpan } from './parsed.ts';
import type { Chunking } from './records.ts';
import { findSentences } from './text-sentences.ts';
import { countWords, findWords } from './text-words.ts';

const whole = (text: string): TextSpan => ({ start: 0, end: text.length });
const wordsOf = (text: string) =>
  Array.from(findWords(text, whole(text)), ({ start, end }) => text.slice(start, end));
const sentencesOf = (text: string, maxWords = 1000) =>
  Array.from(findSentences(text, whole(text), maxWords), ({ start, end }) => text.slice(start, end));
const cut = (text: string, chunking: Chunking, headings: readonly TextSpan[] = []) => [
  ...chunkDocument({ id: 'd', title: 'T', text }, chunking, headings),
];

test.each<[text: string, words: string[]]>([
  ['  one two\n\tthree ', ['one', 'two', 'three']],
  ['日本語 and かな', ['日', '本', '語', 'and', 'か', 'な']],
  ['한국어 텍스트', ['한국어', '텍스트']],
  [' \n', []],
])('the words of %j are %j', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
  expect(countWords(text, whole(text))).toBe(words.length);
});

test.each<[text: string, sentences: string[]]>([
  ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
  ['Pi is 3.14 or so. Yes.', ['Pi is 3.14 or so.', 'Yes.']],
  [
    'Dr. Smith met J. S. Bach, e.g. in Fig. 3. He left.',
    ['Dr. Smith met J. S. Bach, e.g. in Fig. 3.', 'He left.'],
  ],
  ['He said "Go." She went. (Both did.) End', ['He said "Go."', 'She went.', '(Both did.)', 'End']],
  ['What?! No… maybe. then this', ['What?!', 'No… maybe. then this']],
  ['これは文。次の文！「はい。」終わり', ['これは文。', '次の文！', '「はい。」', '終わり']],
  ['A heading\n\nA text\nof two lines.', ['A heading', 'A text\nof two lines.']],
  ['...', ['...']],
  [' ', []],
])('the sentences of %j are %j', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});

test('a sentence that is too long comes in pieces', () => {
  expect(sentencesOf('One two three four five. Six', 2)).toEqual(['One two', 'three four', 'five.', 'Six']);
});

describe('a document', () => {
  it('that fits stays as it is', () => {
    expect(cut('one two', { unit: 'words', size: 2, overlap: 1 })).toEqual([
      { id: 'd', title: 'T', text: 'one two' },
    ]);
    expect(cut('', { unit: 'sentences', size: 1, overlap: 0 })).toEqual([{ id: 'd', title: 'T', text: '' }]);
  });

  it('is cut by words', () => {
    expect(cut('a b  c\nd e', { unit: 'words', size: 3, overlap: 1 })).toEqual([
      { id: 'd#1', title: 'T', text: 'a b  c', parentId: 'd' },
      { id: 'd#2', title: 'T', text: 'c\nd e', parentId: 'd' },
    ]);
  });

  it('is cut by sentences', () => {
    expect(cut('A. B. C. D.', { unit: 'sentences', size: 2, overlap: 0 }).map(({ text }) => text)).toEqual([
      'A. B. C. D.',
    ]);
    const text = 'One is. Two is. Three is.';
    expect(cut(text, { unit: 'sentences', size: 2, overlap: 1 }).map(({ text }) => text)).toEqual([
      'One is. Two is.',
      'Two is. Three is.',
    ]);
  });

  it('is cut by headings, each passage beginning with its own', () => {
    const text =
      'Before.\n\nFirst\n\none two. three four. five six seven eight.\n\nSecond\n\nA very long heading here\n\nx';
    const headings = ['First', 'Second', 'A very long heading here'].map((heading) => {
      const start = text.indexOf(heading);
      return { start, end: start + heading.length };
    });
    expect(cut(text, { unit: 'headings', size: 5, overlap: 0 }, headings).map(({ text }) => text)).toEqual([
      'Before.',
      'First\n\none two. three four.',
      'First\nfive six seven eight.',
      'Second',
      'A very long heading here',
      'x',
    ]);
  });
});

test('a heading that is too long is not repeated', () => {
  const heading = 'x'.repeat(MAX_TITLE_CHARACTERS);
  const textsUnder = (heading: string) =>
    cut(`${heading}\n\none. two. three.`, { unit: 'headings', size: 2, overlap: 0 }, [
      { start: 0, end: heading.length },
    ]).map(({ text }) => text);
  expect(textsUnder(heading)).toEqual([`${heading}\n\none.`, `${heading}\ntwo.`, `${heading}\nthree.`]);
  expect(textsUnder(`${heading}x`)).toEqual([`${heading}x`, 'one. two.', 'three.']);
});

const TEXT = fc
  .array(
    fc.constantFrom(
      'a',
      'bc',
      'Dr.',
      'e.g.',
      'End.',
      'What?',
      '3.14',
      '文。',
      '日本',
      '"So."',
      ' ',
      ' ',
      ' ',
      '\n',
      '\n\n',
      '—',
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(''));
const squeezed = (text: string) => text.replace(/\s+/g, '');
const unitsOf = (text: string, unit: 'words' | 'sentences') =>
  unit === 'words' ? wordsOf(text) : sentencesOf(text, MAX_SENTENCE_WORDS);

describe('whatever the text', () => {
  it.each(['words', 'sentences'] as const)(
    'by %s nothing is lost, and sizes and overlaps are as asked for',
    (unit) => {
      fc.assert(
        fc.property(TEXT, fc.integer({ min: 1, max: 9 }), fc.nat({ max: 8 }), (text, size, share) => {
          const overlap = Math.min(share, size - 1);
          const passages = cut(text, { unit, size, overlap });
          expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
          expect(cut(text, { unit, size, overlap })).toEqual(passages);
          if (passages.length === 1) {
            expect(passages[0]).toEqual({ id: 'd', title: 'T', text });
            expect(unitsOf(text, unit).length).toBeLessThanOrEqual(size);
            return;
          }
          // Units of the whole text, window by window.
          const units = unitsOf(text, unit);
          passages.forEach((passage, index) => {
            const from = index * (size - overlap);
            const expected = units.slice(from, from + size);
            expect(squeezed(passage.text)).toBe(squeezed(expected.join('')));
            expect(passage.id).toBe(`d#${index + 1}`);
            expect(passage.parentId).toBe('d');
          });
          const last = (passages.length - 1) * (size - overlap);
          expect(last + size).toBeGreaterThanOrEqual(units.length);
          expect(last + overlap).toBeLessThan(units.length);
        }),
        { seed: 7, numRuns: 300 },
      );
    },
  );

  it('by headings nothing is lost, and no passage is longer than asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('', 'H', 'Two words', 'A heading of five words'), TEXT), {
          maxLength: 6,
        }),
        fc.integer({ min: 1, max: 12 }),
        (sections, size) => {
          let text = '';
          const headings: TextSpan[] = [];
          for (const [heading, body] of sections) {
            text += '\n\n';
            if (heading !== '') headings.push({ start: text.length, end: text.length + heading.length });
            text += `${heading}\n\n${body}`;
          }
          const passages = cut(text, { unit: 'headings', size, overlap: 0 }, headings);
          if (passages.length === 1) {
            expect(passages[0].text).toBe(text);
            return;
          }
          let from = 0;
          for (const passage of passages) {
            expect(wordsOf(passage.text).length).toBeLessThanOrEqual(size);
            // What is there twice is a heading and a line end at its beginning.
            const found = [passage.text, passage.text.slice(passage.text.indexOf('\n') + 1)].find((part) =>
              squeezed(text.slice(from)).startsWith(squeezed(part)),
            );
            if (found === undefined) throw new Error(`Expected ${passage.text} in ${text.slice(from)}.`);
            from = endOf(text, from, squeezed(found).length);
          }
          expect(text.slice(from).trim()).toBe('');
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });
});

/** The place in `text` after `count` characters from `from` on that are no white space. */
function endOf(text: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0; at++) if (!/\s/.test(text[at])) left--;
  return at;
}

test.each<[chunking: Chunking, message: string]>([
  [
    { unit: 'words', size: 0, overlap: 0 },
    'Expected a size of passages of at least 1, a whole number; found 0. Choose another.',
  ],
  [
    { unit: 'words', size: 2.5, overlap: 0 },
    'Expected a size of passages of at least 1, a whole number; found 2.5. Choose another.',
  ],
  [
    { unit: 'sentences', size: 3, overlap: 3 },
    'Expected an overlap from 0 to 2, less than the size of the passages; found 3. Choose another.',
  ],
  [
    { unit: 'words', size: 3, overlap: -1 },
    'Expected an overlap from 0 to 2, less than the size of the passages; found -1. Choose another.',
  ],
  [
    { unit: 'headings', size: 3, overlap: 1 },
    'Passages by headings do not overlap: expected 0, found 1. Choose 0.',
  ],
  [
    { unit: 'pages' as 'words', size: 3, overlap: 0 },
    'Expected passages by words, sentences, headings; found pages. Choose one of these.',
  ],
])('%j is refused', async (chunking, message) => {
  const check = async () => checkChunking(chunking);
  expect(await errorOf(check())).toBe(`InvalidArgumentError: ${message}`);
});
