import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareEmbeddedCrossEncoder, readGolden } from '../testing/node-encoders.ts';
import {
  assemblePair,
  encodePassage,
  encodeQuery,
  pairTensors,
  passageTokenLimit,
  plainFormat,
  promptFormat,
} from './pair-assembly.ts';
import type { TextTokenizer } from './tokenizer.ts';

const frame = { before: [2], between: [3], after: [3], passageType: 1 };
const format = (maxTokens: number) => plainFormat(frame, maxTokens, 0);
const golden = await readGolden();
const { tokenizer, format: embedded } = await prepareEmbeddedCrossEncoder();

describe('golden pairs', () => {
  test.each(golden.pairs)('$query / $passage', ({ query, passage, pair }) => {
    const queryIds = encodeQuery(query, embedded, tokenizer);
    expect(assemblePair(queryIds, encodePassage(passage, embedded, tokenizer), embedded)).toEqual(pair);
  });
});

/** A token for each UTF-16 unit. */
const letters: TextTokenizer = {
  padId: 0,
  encode: (text, maxTokens) =>
    text
      .split('')
      .map((letter) => letter.charCodeAt(0))
      .slice(0, maxTokens),
  encodePrompt: (text) => letters.encode(text),
  idOf: () => 0,
};

/** The pair as the tokens' characters, special ones as digits. */
function pairOf(query: string, passage: string, maxTokens: number) {
  const queryIds = encodeQuery(query, format(maxTokens), letters);
  const { ids, passageStart } = assemblePair(
    queryIds,
    encodePassage(passage, format(maxTokens), letters),
    format(maxTokens),
  );
  const shown = ids.map((id) => (id < 10 ? String(id) : String.fromCharCode(id)));
  return { shown: shown.join(''), queryTokens: queryIds.length, passageStart };
}

test.each([
  { query: 'ab', passage: 'x', shown: '2ab3x3', passageStart: 4 },
  { query: '', passage: 'x', shown: '23x3', passageStart: 2 },
  { query: 'a', passage: '', shown: '2a33', passageStart: 3 },
  { query: 'a', passage: 'tuvwxyz', shown: '2a3tuvw3', passageStart: 3 },
  { query: 'abcdef', passage: 'xy', shown: '2abcd3x3', passageStart: 6 },
])('at most 8 tokens: "$query" + "$passage"', ({ query, passage, shown, passageStart }) => {
  expect(pairOf(query, passage, 8)).toMatchObject({ shown, passageStart });
});

test('every pair fits, keeps both separators, and cuts only ends', () => {
  const letterText = fc.string({ unit: fc.constantFrom(...'abcxyz'), maxLength: 30 });
  fc.assert(
    fc.property(letterText, letterText, fc.integer({ min: 6, max: 24 }), (query, passage, maxTokens) => {
      const { shown, queryTokens, passageStart } = pairOf(query, passage, maxTokens);
      const keptQuery = shown.slice(1, passageStart - 1);
      const keptPassage = shown.slice(passageStart, -1);
      expect(shown.length).toBeLessThanOrEqual(maxTokens);
      expect([shown[0], shown[passageStart - 1], shown.at(-1)]).toEqual(['2', '3', '3']);
      expect(keptQuery).toBe(query.slice(0, Math.floor(maxTokens / 2)));
      expect(keptPassage).toBe(passage.slice(0, passageTokenLimit(queryTokens, format(maxTokens))));
      if (keptPassage.length < passage.length) expect(shown.length).toBe(maxTokens);
    }),
    { seed: 4, numRuns: 300 },
  );
});

test('in a prompt a long query is cut between characters, and what is around it stays', () => {
  const parts = { start: '<', query: 'q:{query}?', passage: 'p:{passage}', end: '>' };
  // Around the two are 7 tokens; half of the other 32 is the query's.
  const prompt = promptFormat(parts, letters, 39);
  const shown = (query: string) => String.fromCharCode(...encodeQuery(query, prompt, letters));
  expect(shown('abc')).toBe('q:abc?');
  expect(shown('abcdefghijklmnopqr')).toBe('q:abcdefghijklmnop?');
  expect(shown('abcdefghijklmn😀op')).toBe('q:abcdefghijklmn😀?');
  expect(shown('abcdefghijklmno😀')).toBe('q:abcdefghijklmno?');
});

test.each([
  { name: 'special tokens', pairs: format(64), tokens: 3 },
  {
    name: 'a prompt',
    pairs: promptFormat({ start: '<', query: 'q:{query}?', passage: 'p:{passage}', end: '>' }, letters, 64),
    tokens: 7,
  },
])('every pair holds $name besides query and passage', ({ pairs, tokens }) => {
  const empty = assemblePair(encodeQuery('', pairs, letters), encodePassage('', pairs, letters), pairs);
  expect(empty.ids.length).toBe(tokens);
  expect(pairs.fixedTokens).toBe(tokens);
});

test('what stands after a passage stays when the passage is cut', () => {
  const parts = { start: '<', query: 'q:{query}', passage: 'p:{passage}!', end: '>' };
  const prompt = promptFormat(parts, letters, 60);
  const shown = (maxTokens: number) =>
    String.fromCharCode(...encodePassage('abcdefgh', prompt, letters, maxTokens));
  expect(shown(20)).toBe('p:abcdefgh!');
  expect(shown(8)).toBe('p:abcde!');
});

test('a prompt that leaves no room is refused', () => {
  const parts = { start: '<', query: 'q:{query}?', passage: 'p:{passage}', end: '>' };
  expect(() => promptFormat(parts, letters, 38)).toThrow(
    'Expected a prompt that leaves 32 tokens to query and passage, found one of 7 tokens where the longest input is ' +
      "38. Shorten the prompt or raise the longest input in the model's settings.",
  );
});

test('tensors of two pairs, padded to 6', () => {
  const pairs = [
    { ids: [2, 7, 3, 9, 3], passageStart: 3 },
    { ids: [2, 3, 3], passageStart: 2 },
  ];
  const tensor = (...data: number[]) => ({ data: Int32Array.from(data), dims: [2, 6] });
  expect(pairTensors(pairs, 6, { frame, padId: 8 })).toEqual({
    input_ids: tensor(2, 7, 3, 9, 3, 8, 2, 3, 3, 8, 8, 8),
    attention_mask: tensor(1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0),
    token_type_ids: tensor(0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0),
  });
});
