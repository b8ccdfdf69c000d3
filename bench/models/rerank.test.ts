import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rerank, sumOfZScores } from './rerank.ts';

describe('rerank', () => {
  it('puts the higher score first and leaves ties in their order', () => {
    const order = rerank(Uint32Array.of(9, 4, 7, 2), Float64Array.of(1, 3, 1, -2));
    expect(Array.from(order)).toEqual([4, 9, 7, 2]);
  });
});

describe('sumOfZScores', () => {
  it('weighs both alike, whatever their scales', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
          minLength: 3,
        }),
        fc.constantFrom(0.01, 3, 1000),
        (pairs, factor) => {
          const left = Float64Array.from(pairs, ([value]) => value);
          const right = Float64Array.from(pairs, ([, value]) => value);
          const sum = sumOfZScores(left, right);
          const scaled = sumOfZScores(
            left.map((value) => factor * value - 7),
            right,
          );
          sum.forEach((value, i) => {
            expect(scaled[i]).toBeCloseTo(value, 6);
          });
        },
      ),
      { seed: 1 },
    );
  });

  it('of a side without spread is the other side', () => {
    expect(Array.from(sumOfZScores(Float64Array.of(5, 5), Float64Array.of(1, 3)))).toEqual([-1, 1]);
    expect(Array.from(sumOfZScores(Float64Array.of(), Float64Array.of()))).toEqual([]);
  });
});
