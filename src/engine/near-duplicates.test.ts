import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openNearDuplicates } from './near-duplicates.ts';
import { wordsOf } from './words.ts';

/** The position of the text that `text` duplicates, among `others`. */
function found(others: readonly string[], text: string): number | undefined {
  const index = openNearDuplicates(others);
  others.forEach((other, position) => {
    index.add(other, position);
  });
  return index.find(text);
}

describe('near-duplicates', () => {
  it.each([
    ['letter case', 'What causes tides', 'what CAUSES tides'],
    ['punctuation and white space', 'what causes tides', ' What causes:  “tides”?\n'],
    ['the order of words', 'what causes tides', 'tides: what causes?'],
    ['one word of five', 'what causes the high tides', 'what causes high tides'],
    ['one word of nine, replaced', 'a b c d e f g h i', 'a b c d e f g h x'],
  ])('do not differ by %s', (_, text, other) => {
    expect(found([text], other)).toBe(0);
    expect(found([other], text)).toBe(0);
  });

  it.each([
    ['one word of four', 'what causes high tides', 'what causes tides'],
    ['one word of eight, replaced', 'a b c d e f g h', 'a b c d e f g x'],
    ['all words', 'tides', 'bread'],
    ['having no word', '?!', '?!'],
  ])('differ by %s', (_, text, other) => {
    expect(found([text], other)).toBeUndefined();
    expect(found([other], text)).toBeUndefined();
  });

  it('are told by the first that was added', () => {
    expect(found(['bread', 'high tides', 'Tides high'], 'high tides')).toBe(1);
  });

  it('are the pairs that comparing all with all gives', () => {
    const words = fc.array(fc.constantFrom(...'abcdefghijkl'), { minLength: 1, maxLength: 12 });
    const texts = fc.array(
      words.map((list) => list.join(' ')),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(texts, words, (others, list) => {
        const text = list.join(' ');
        const expected = others.findIndex((other) => jaccard(other, text) >= 0.8);
        expect(found(others, text)).toBe(expected < 0 ? undefined : expected);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});

function jaccard(left: string, right: string): number {
  const [a, b] = [new Set(wordsOf(left)), new Set(wordsOf(right))];
  return [...a].filter((word) => b.has(word)).length / new Set([...a, ...b]).size;
}
