import { describe, expect, it } from 'vitest';
import { pearsonCorrelation, rootMeanSquareError, topKRecall } from './metrics.ts';

describe('topKRecall', () => {
  const exact = {
    docRows: Uint32Array.of(7, 3, 1, 4, 0, 2),
    scores: Float32Array.of(9, 5, 5, 5, 2, 1),
  };

  it.each([
    { name: 'all found', found: [7], k: 1, expected: 1 },
    { name: 'none found', found: [3], k: 1, expected: 0 },
    { name: 'the order inside the top k does not matter', found: [1, 3, 7], k: 3, expected: 1 },
    { name: 'an item tied with the k-th counts', found: [7, 4, 1], k: 3, expected: 1 },
    { name: 'but not in place of a better one', found: [4, 1, 3], k: 3, expected: 2 / 3 },
    { name: 'only the first k found count', found: [2, 7], k: 1, expected: 0 },
    { name: 'fewer found than k', found: [7], k: 4, expected: 0.25 },
    { name: 'k above the number of items', found: [7, 3, 1, 4, 0, 2], k: 100, expected: 1 },
    { name: 'nothing found', found: [], k: 2, expected: 0 },
  ])('$name', ({ found, k, expected }) => {
    expect(topKRecall(Uint32Array.from(found), exact, k)).toBe(expected);
  });

  it('refuses k = 0 and an empty exact ranking', () => {
    expect(() => topKRecall(Uint32Array.of(), exact, 0)).toThrow(
      'k must be a whole number of at least 1, but is 0.',
    );
    const empty = { docRows: new Uint32Array(), scores: new Float32Array() };
    expect(() => topKRecall(Uint32Array.of(), empty, 1)).toThrow(
      'The number of exactly ranked items must be a whole number of at least 1, but is 0.',
    );
  });
});

describe('rootMeanSquareError', () => {
  it('is the root of the mean square', () => {
    expect(rootMeanSquareError(Float32Array.of(1, 2, 4, 7), Float32Array.of(2, 1, 5, 6))).toBe(1);
    expect(rootMeanSquareError(Float64Array.of(), Float64Array.of())).toBeUndefined();
  });
});

describe('pearsonCorrelation', () => {
  it('agrees with NumPy', () => {
    // numpy.corrcoef([1, 2, 4, 7], [2, 1, 5, 6])[0, 1]
    const correlation = pearsonCorrelation(Float64Array.of(1, 2, 4, 7), Float32Array.of(2, 1, 5, 6));
    expect(correlation).toBeCloseTo(0.8997354108424372, 12);
  });

  it.each([
    { left: [1, 2, 3], right: [10, 20, 30], expected: 1 },
    { left: [1, 2, 3], right: [3, 2, 1], expected: -1 },
    { left: [1, 2, 3], right: [0.1, 0.1, 0.1], expected: undefined },
    { left: [4], right: [4], expected: undefined },
    { left: [], right: [], expected: undefined },
  ])('$left and $right: $expected', ({ left, right, expected }) => {
    const correlation = pearsonCorrelation(Float64Array.from(left), Float64Array.from(right));
    if (expected === undefined) expect(correlation).toBeUndefined();
    else expect(correlation).toBeCloseTo(expected, 12);
  });
});
