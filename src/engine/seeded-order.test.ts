import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstSeededRows, seededOrder } from './seeded-order.ts';

const textsOf = (texts: readonly string[], seed: number) =>
  seededOrder(texts, seed).map((position) => texts[position]);

describe('seededOrder', () => {
  it('holds every position once', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.nat(), (texts, seed) => {
        expect([...seededOrder(texts, seed)].sort((a, b) => a - b)).toEqual([...texts.keys()]);
      }),
      { seed: 1 },
    );
  });

  it('is the same of any subset, and whatever order the texts come in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.nat(), fc.nat(), (texts, seed, cut) => {
        const ordered = textsOf(texts, seed);
        expect(textsOf(texts.toReversed(), seed)).toEqual(ordered);
        const some = texts.slice(cut % (texts.length + 1));
        expect(textsOf(some, seed)).toEqual(ordered.filter((text) => some.includes(text)));
      }),
      { seed: 1 },
    );
  });

  it('is another one for another seed', () => {
    const texts = Array.from({ length: 20 }, (_, i) => `query ${i}`);
    expect(textsOf(texts, 1)).not.toEqual(textsOf(texts, 2));
  });

  it('keeps equal texts in the order in which they are given', () => {
    const order = seededOrder(['a', 'b', 'a'], 1);
    expect(order.indexOf(0)).toBeLessThan(order.indexOf(2));
  });
});

describe('firstSeededRows', () => {
  it('holds different rows, and the first of a larger count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(70), fc.nat(), (rowCount, count, seed) => {
        const rows = firstSeededRows(rowCount, count, seed);
        const all = firstSeededRows(rowCount, rowCount, seed);
        expect(rows).toEqual(all.subarray(0, count));
        expect([...all].sort((a, b) => a - b)).toEqual([...Array(rowCount).keys()]);
      }),
      { seed: 1 },
    );
  });

  it('is the same of those rows that a smaller corpus has', () => {
    const all = firstSeededRows(100, 100, 7);
    expect(firstSeededRows(40, 40, 7)).toEqual(all.filter((row) => row < 40));
  });
});
