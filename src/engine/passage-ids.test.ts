import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packedPassageCount, packPassageIds, unpackPassageIds } from './passage-ids.ts';

test('their number first, then their lengths, then the ids', () => {
  const packed = packPassageIds([Int32Array.of(7, 8), Int32Array.of(), Int32Array.of(250_001)]);
  expect(packed).toEqual({ rows: 7, cols: 1, data: Float32Array.of(3, 2, 0, 1, 7, 8, 250_001) });
});

test('every passage comes back as it was', () => {
  const ids = fc.array(fc.integer({ min: 0, max: 2 ** 24 - 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(ids, { minLength: 1, maxLength: 12 }), (passages) => {
      const packed = packPassageIds(passages.map((each) => Int32Array.from(each)));
      const idsOf = unpackPassageIds(packed);
      expect(packedPassageCount(packed)).toBe(passages.length);
      expect(passages.map((_, docRow) => Array.from(idsOf?.(docRow) ?? [-1]))).toEqual(passages);
    }),
    { seed: 9, numRuns: 200 },
  );
});

test('a matrix without rows stands for none', () => {
  const none = { rows: 0, cols: 1, data: new Float32Array(0) };
  expect(unpackPassageIds(none)).toBeUndefined();
  expect(packedPassageCount(none)).toBe(0);
});
