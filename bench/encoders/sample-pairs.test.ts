import { describe, expect, it } from 'vitest';
import { samplePairs } from './sample-pairs.ts';

// Documents 0 .. 119 hold "often", the shorter ones first; "rare" is in one.
const texts = Array.from({ length: 120 }, (_, row) => `often ${'filler '.repeat(row)}`.trim()).concat('rare');
const query = (text: string) => ({ id: text, text, grades: new Map() });
const corpus = {
  texts,
  queries: [query('often'), query('rare'), query('Often rare'), query('nothing'), query('often!')],
};

describe('samplePairs', () => {
  it("draws queries and takes BM25's best 100 of each, best first", () => {
    const pairs = samplePairs(corpus, 3, 1);
    expect(pairs.map(({ query }) => query)).toEqual(['often', 'Often rare', 'often!']);
    expect(pairs[0].passages).toEqual(texts.slice(0, 100));
    expect(pairs[1].passages).toEqual(['rare', ...texts.slice(0, 99)]);
  });

  it('draws the same with the same seed, and others with another', () => {
    const drawn = (seed: number) => samplePairs(corpus, 1, seed)[0].query;
    expect(drawn(7)).toBe(drawn(7));
    expect(new Set(Array.from({ length: 20 }, (_, seed) => drawn(seed)))).toEqual(
      new Set(['often', 'Often rare', 'often!']),
    );
  });

  it('says when there are too few queries', () => {
    expect(() => samplePairs(corpus, 4, 1)).toThrow(
      'Expected 4 queries that share a word with 100 documents, found 3 of 5. Ask for fewer pairs.',
    );
  });
});
