import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packPassageIds, unpackPassageIds } from './passage-ids.ts';

test('lengths first, then the ids', () => {
  const packed = packPassageIds([Int32Array.of(7, 8), Int32Array.of(), Int32Array.of(250_001)]);
  expect(packed).toEqual({ rows: 6, cols: 1, data: Float32Array.of(2, 0, 1, 7, 8, 250_001) });
});

test('every passage comes back as it was', () => {
  const ids = fc.array(fc.integer({ min: 0, max: 2 ** 24 - 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(ids, { minLength: 1, maxLength: 12 }), (passages) => {
      const idsOf = unpackPassageIds(
        packPassageIds(passages.map((each) => Int32Array.from(each))),
        passages.length,
      );
      expect(passages.map((_, docRow) => Array.from(idsOf?.(docRow) ?? [-1]))).toEqual(passages);
    }),
    { seed: 9, numRuns: 200 },
  );
});

test('a matrix without rows stands for none', () => {
  expect(unpackPassageIds({ rows: 0, cols: 1, data: new Float32Array(0) }, 3)).toBeUndefined();
});
