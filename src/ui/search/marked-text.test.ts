import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { markText } from './marked-text.ts';

const marked = (text: string, query: string) =>
  markText(text, query)
    .filter((part) => part.marked)
    .map((part) => part.text);

describe('markText', () => {
  test.each([
    ['case', 'The MOON raises tides.', 'moon Tides', ['MOON', 'tides']],
    ['diacritics of the text', 'Zürich and Züge', 'zurich', ['Zürich']],
    ['diacritics of the query', 'Zurich', 'zürich', ['Zurich']],
    ['composed and decomposed letters', 'cafe\u0301 café', 'CAFÉ', ['cafe\u0301', 'café']],
    ['sharp s', 'STRASSE Straße', 'straße', ['STRASSE', 'Straße']],
    ['final sigma', 'ΟΔΟΣ οδος οδός', 'οδοσ', ['ΟΔΟΣ', 'οδος', 'οδός']],
    ['compatibility forms', 'the ﬁnal ２０２６', 'final 2026', ['ﬁnal', '２０２６']],
    ['whole words only', 'tidal tide tides', 'tide', ['tide']],
    ['vowel signs are not diacritics', 'कि का', 'कि', ['कि']],
    ['letters beyond the basic plane', 'x 𐐀𐐁 y', '𐐨𐐩', ['𐐀𐐁']],
    ['signs of regular expressions', 'a.b (c)', '.* ( c', ['c']],
    ['a query without words', 'anything', '?!', []],
    ['an empty query', 'anything', '', []],
  ])('%s', (_, text, query, words) => {
    expect(marked(text, query)).toEqual(words);
  });

  it('keeps what lies between, markup as text', () => {
    expect(markText('<b>tides</b>', 'tides')).toEqual([
      { text: '<b>', marked: false },
      { text: 'tides', marked: true },
      { text: '</b>', marked: false },
    ]);
    expect(markText('', 'tides')).toEqual([]);
  });

  const anyText = fc.string({ unit: 'binary', maxLength: 60 });
  const someText = fc.oneof(anyText, fc.string({ unit: fc.constantFrom('a', 'B', 'é', ' ', '.') }));

  it('gives the text again when joined, in parts that are not empty', () => {
    fc.assert(
      fc.property(someText, someText, (text, query) => {
        const parts = markText(text, query);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => part.text !== '')).toBe(true);
      }),
      { seed: 6 },
    );
  });

  it('marks every word of a text that is its own query, and none without one', () => {
    fc.assert(
      fc.property(someText, (text) => {
        expect(marked(text, text)).toEqual(text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
        expect(marked(text, '')).toEqual([]);
      }),
      { seed: 6 },
    );
  });
});
