import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRounds } from './round-schedule.ts';
import type { RoundSchedule } from './search-method.ts';

const rounds = fc.integer({ min: 1, max: 60 });
const schedule: fc.Arbitrary<RoundSchedule> = fc.oneof(
  fc.record({ kind: fc.constant('equal' as const), rounds }),
  fc.record({
    kind: fc.constant('geometric' as const),
    rounds,
    ratio: fc.constantFrom(1e-300, 0.1, 0.5, 1, 1.5, 2, 1e300),
  }),
  fc.record({ kind: fc.constant('batches' as const), size: fc.integer({ min: 1, max: 40 }) }),
);
const budget = fc.integer({ min: 1, max: 300 });
const itemCount = fc.integer({ min: 1, max: 300 });

describe('planRounds', () => {
  it.each([
    { budget: 6, rounds: 3, itemCount: 12, expected: [2, 2, 2] },
    { budget: 100, rounds: 7, itemCount: 1000, expected: [14, 14, 14, 14, 14, 14, 16] },
    { budget: 10, rounds: 1, itemCount: 1000, expected: [10] },
    { budget: 500, rounds: 4, itemCount: 10, expected: [2, 2, 2, 4] },
    { budget: 3, rounds: 5, itemCount: 12, expected: [1, 1, 1] },
    { budget: 5, rounds: 5, itemCount: 1, expected: [1] },
  ])('equal: B = $budget, R = $rounds, $itemCount items', (given) => {
    const equal = { kind: 'equal', rounds: given.rounds } as const;
    expect(planRounds(given.budget, equal, given.itemCount)).toEqual(given.expected);
  });

  it.each([
    { budget: 70, rounds: 3, ratio: 2, expected: [10, 20, 40] },
    { budget: 70, rounds: 3, ratio: 0.5, expected: [40, 20, 10] },
    { budget: 100, rounds: 4, ratio: 2, expected: [7, 13, 27, 53] },
    { budget: 9, rounds: 3, ratio: 1, expected: [3, 3, 3] },
    { budget: 10, rounds: 4, ratio: 100, expected: [1, 1, 1, 7] },
    { budget: 10, rounds: 4, ratio: 0.01, expected: [7, 1, 1, 1] },
    { budget: 2, rounds: 4, ratio: 2, expected: [1, 1] },
  ])('geometric: B = $budget, R = $rounds, ratio $ratio', (given) => {
    const geometric = { kind: 'geometric', rounds: given.rounds, ratio: given.ratio } as const;
    expect(planRounds(given.budget, geometric, 1000)).toEqual(given.expected);
  });

  it.each([
    { budget: 48, size: 16, expected: [16, 16, 16] },
    { budget: 50, size: 16, expected: [16, 16, 16, 2] },
    { budget: 5, size: 16, expected: [5] },
  ])('batches: B = $budget, size $size', (given) => {
    expect(planRounds(given.budget, { kind: 'batches', size: given.size }, 1000)).toEqual(given.expected);
  });

  it('spends min(B, |I|) and at least one item a round', () => {
    fc.assert(
      fc.property(budget, schedule, itemCount, (B, chosen, items) => {
        const sizes = planRounds(B, chosen, items);
        expect(sizes.reduce((sum, size) => sum + size)).toBe(Math.min(B, items));
        expect(sizes.every((size) => Number.isInteger(size) && size >= 1)).toBe(true);
        if (chosen.kind !== 'batches') expect(sizes.length).toBe(Math.min(chosen.rounds, B, items));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it.each([
    {
      given: [0, { kind: 'equal', rounds: 2 }, 5],
      message: 'budget must be a whole number of at least 1, but is 0.',
    },
    {
      given: [5, { kind: 'equal', rounds: 1.5 }, 5],
      message: 'rounds must be a whole number of at least 1, but is 1.5.',
    },
    {
      given: [5, { kind: 'equal', rounds: 2 }, 0],
      message: 'The number of items must be a whole number of at least 1, but is 0.',
    },
    {
      given: [5, { kind: 'geometric', rounds: 0, ratio: 2 }, 5],
      message: 'rounds must be a whole number of at least 1, but is 0.',
    },
    {
      given: [5, { kind: 'geometric', rounds: 2, ratio: 0 }, 5],
      message: 'The ratio of round sizes must be a number above 0, but is 0.',
    },
    {
      given: [5, { kind: 'batches', size: 0 }, 5],
      message: 'The batch size must be a whole number of at least 1, but is 0.',
    },
  ] as const)('refuses: $message', ({ given: [B, chosen, items], message }) => {
    expect(() => planRounds(B, chosen, items)).toThrow(
      expect.objectContaining({ name: 'InvalidArgumentError', message }),
    );
  });
});
