import { describe, expect, it, test } from 'vitest';
import { candidateCount, diversify } from './diversity.ts';

/** Rows 0 and 1 point the same way, row 2 at a right angle, row 3 away; row 4 is nothing. */
const matrix = { rows: 5, cols: 2, data: Float32Array.of(1, 0, 2, 0, 0, 3, -1, 0, 0, 0) };
const candidates = { docRows: Uint32Array.of(0, 1, 2, 3, 4), values: Float64Array.of(5, 4, 3, 2, 1) };

test.each([
  [1, 10],
  [100, 1000],
  [222, 2220],
  [223, 2223],
  [5000, 7000],
])('a batch of %i is taken from %i', (count, expected) => {
  expect(candidateCount(count)).toBe(expected);
});

describe('diversify', () => {
  it.each([
    // In standard deviations: 1.41, .71, 0, -.71, -1.41.
    { diversity: 0, count: 3, expected: [0, 1, 2] },
    // Row 1: .9 * .71 - .1 = .54, still above row 2: 0.
    { diversity: 0.1, count: 3, expected: [0, 1, 2] },
    // Row 1: .5 * .71 - .5 = -.15; row 2: 0; row 3: -.35 + .5 = .15.
    { diversity: 0.5, count: 3, expected: [0, 3, 2] },
    { diversity: 0.5, count: 9, expected: [0, 3, 2, 1, 4] },
  ])('$count of 5 with diversity $diversity', ({ diversity, count, expected }) => {
    const { docRows, values } = diversify(candidates, count, diversity, matrix);
    expect([...docRows]).toEqual(expected);
    expect([...values]).toEqual(expected.map((row) => 5 - row));
  });

  it('goes by the vectors alone where all values are equal, from the first', () => {
    const equal = { ...candidates, values: new Float64Array(5).fill(2) };
    expect([...diversify(equal, 5, 0.5, matrix).docRows]).toEqual([0, 3, 2, 4, 1]);
  });
});
