import { describe, expect, it } from 'vitest';
import { countTerms } from './terms.ts';

const BUCKETS = 2 ** 16;

/** Bucket -> count of one text. */
function countsOf(text: string): Map<number, number> {
  const { col, value } = countTerms([text], BUCKETS);
  return new Map(Array.from(col, (bucket, entry) => [bucket, value[entry]]));
}

describe('countTerms', () => {
  it.each([
    ['case', 'Zelle ZELLE zelle', 'zelle zelle zelle'],
    ['punctuation', 'p53, (p53) - p53!', 'p53 p53 p53'],
    ['composed and decomposed letters', 'caf\u00e9', 'cafe\u0301'],
    ['full-width letters', 'ＤＮＡ', 'dna'],
  ])('does not see %s', (_, text, same) => {
    expect(countsOf(text)).toEqual(countsOf(same));
  });

  it.each([
    ['accents', 'resume', 'résumé'],
    ['numbers', '12', '21'],
    ['characters whose low bytes are equal', 'a', 'š'],
    ['scripts', 'клетка', '細胞'],
  ])('tells words apart by %s', (_, text, other) => {
    expect([...countsOf(text).keys()]).not.toEqual([...countsOf(other).keys()]);
  });

  it('counts each word, buckets rising in a row', () => {
    const { rows, cols, rowStart, col, value } = countTerms(['b a b', '', 'a c'], BUCKETS);
    expect([rows, cols, [...rowStart]]).toEqual([3, BUCKETS, [0, 2, 2, 4]]);
    expect([...value].sort()).toEqual([1, 1, 1, 2]);
    expect(col[0]).toBeLessThan(col[1]);
    expect(col[2]).toBeLessThan(col[3]);
  });

  it('puts a word where it always was: stored vectors depend on it', () => {
    // FNV-1a over utf-16-le and MurmurHash3's fmix32 in Python, & 0xffff.
    expect([...countsOf('cell').keys(), ...countsOf('细胞').keys()]).toEqual([30389, 54006]);
  });

  it('spreads words evenly', () => {
    const words = Array.from({ length: 4096 }, (_, i) => `w${i}`);
    const { col } = countTerms([words.join(' ')], 4096);
    // A random function leaves 1/e of the buckets empty: 63.2 % are hit.
    expect(col.length / 4096).toBeGreaterThan(0.61);
    expect(col.length / 4096).toBeLessThan(0.655);
  });
});
