import { describe, expect, it, test } from 'vitest';
import { hashRow, hashText } from './seeded-hash.ts';

/** From a Python transcript of FNV-1a and MurmurHash3's fmix32, on `text.encode('utf-16-le')`. */
test.each([
  [0, '', 2872998923],
  [0, 'tides', 1306654761],
  [1, 'tides', 2176975717],
  [4294967295, 'Gezeiten — 潮', 2355584538],
])('hashText(%d, %j)', (seed, text, expected) => {
  expect(hashText(seed, text)).toBe(expected);
});

test.each([
  [0, 0, 0],
  [1, 0, 804215951],
  [1, 1, 1032769583],
  [4294967295, 4294967295, 3459073689],
])('hashRow(%d, %d)', (seed, row, expected) => {
  expect(hashRow(seed, row)).toBe(expected);
});

describe('spread', () => {
  it('gives every row a hash of its own', () => {
    expect(new Set(Array.from({ length: 50_000 }, (_, row) => hashRow(9, row))).size).toBe(50_000);
  });

  it.each([
    ['texts', (i: number) => hashText(1, `query ${i}`)],
    ['rows', (i: number) => hashRow(1, i)],
  ])('fills the range evenly with %s that differ in little', (_, hashOf) => {
    const counts = new Array(16).fill(0);
    for (let i = 0; i < 16_000; i++) counts[hashOf(i) >>> 28] += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
