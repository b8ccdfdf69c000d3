import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { meanSquaredError, meanSquaredErrorOf, splitPairs } from './held-out.ts';
import { createRandom } from './random.ts';

describe('splitPairs', () => {
  test.each([
    { pairCount: 2, share: 0.5, heldOut: 1 },
    { pairCount: 2, share: 0.01, heldOut: 1 },
    { pairCount: 2, share: 0.99, heldOut: 1 },
    { pairCount: 100, share: 0.05, heldOut: 5 },
    { pairCount: 100, share: 0.994, heldOut: 99 },
    { pairCount: 30, share: 0.05, heldOut: 2 },
  ])('of $pairCount pairs and a share of $share holds out $heldOut', ({ pairCount, share, heldOut }) => {
    const split = splitPairs(pairCount, share, createRandom(1).shuffle);
    expect([split.heldOut.length, split.training.length]).toEqual([heldOut, pairCount - heldOut]);
  });

  it('puts every pair into one of the two, those of training in order', () => {
    const shape = fc.record({
      pairCount: fc.integer({ min: 2, max: 200 }),
      share: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(shape, ({ pairCount, share, seed }) => {
        const { heldOut, training } = splitPairs(pairCount, share, createRandom(seed).shuffle);
        expect(training).toEqual(training.slice().sort());
        const both = Uint32Array.of(...heldOut, ...training).sort();
        expect(both).toEqual(Uint32Array.from({ length: pairCount }, (_, pair) => pair));
      }),
      { seed: 9, numRuns: 50 },
    );
  });

  it('shuffles once', () => {
    const calls: number[] = [];
    const { heldOut, training } = splitPairs(4, 0.5, (values) => {
      calls.push(values.length);
      values.reverse();
    });
    expect(calls).toEqual([4]);
    expect([...heldOut, ...training]).toEqual([3, 2, 0, 1]);
  });
});

test('meanSquaredError compares inner products with the targets at the positions', () => {
  const queries = { rows: 2, cols: 2, data: Float32Array.of(1, 2, 3, 4) };
  const items = { rows: 3, cols: 2, data: Float32Array.of(1, 0, 0, 1, 1, 1) };
  const pairs = { queryRow: Uint32Array.of(0, 1, 1), docRow: Uint32Array.of(2, 0, 1) };
  // The inner products are 3, 3 and 4.
  const target = Float32Array.of(1, 9, 7);
  expect(meanSquaredError(pairs, target, Uint32Array.of(2, 0), queries, items)).toBe((9 + 4) / 2);
});

test('meanSquaredErrorOf asks for the estimates at the positions alone', () => {
  const asked: number[] = [];
  const estimate = (pair: number) => {
    asked.push(pair);
    return 10 * pair;
  };
  const positions = Uint32Array.of(3, 1);
  expect(meanSquaredErrorOf(Float32Array.of(0, 12, 0, 31), positions, estimate)).toBe((4 + 1) / 2);
  expect(asked).toEqual([3, 1]);
});
