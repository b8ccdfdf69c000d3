import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptRule, type BatchRule, batchRule, planBatches } from './batching.ts';

const literal = (lengths: number[], rule: BatchRule) =>
  Array.from(
    planBatches(lengths, () => rule),
    ({ positions, length }) => ({ positions: [...positions], length }),
  );

const plain: BatchRule = {
  tokenBudget: 100,
  mostRows: Number.POSITIVE_INFINITY,
  leastFill: 0,
  maxTokens: 192,
  lengthBuckets: [],
};

describe('plans', () => {
  test.each([
    { name: 'nothing', lengths: [], rule: plain, plan: [] },
    {
      name: 'longest first, ties by position',
      lengths: [10, 50, 10, 50],
      rule: plain,
      plan: [
        { positions: [1, 3], length: 50 },
        { positions: [0, 2], length: 10 },
      ],
    },
    {
      name: 'the budget counts padding: 3 x 33 fits, 4 x 33 does not',
      lengths: [33, 1, 1, 1],
      rule: plain,
      plan: [
        { positions: [0, 1, 2], length: 33 },
        { positions: [3], length: 1 },
      ],
    },
    {
      name: 'longer than the budget: alone',
      lengths: [150, 120, 5],
      rule: plain,
      plan: [
        { positions: [0], length: 150 },
        { positions: [1], length: 120 },
        { positions: [2], length: 5 },
      ],
    },
    {
      name: 'one input a batch where batch-mates would count',
      lengths: [5, 5, 7],
      rule: { ...plain, mostRows: 1 },
      plan: [
        { positions: [2], length: 7 },
        { positions: [0], length: 5 },
        { positions: [1], length: 5 },
      ],
    },
    {
      name: 'too short for the batch: a later one',
      lengths: [20, 16, 15, 12],
      rule: { ...plain, leastFill: 0.8 },
      plan: [
        { positions: [0, 1], length: 20 },
        { positions: [2, 3], length: 15 },
      ],
    },
    {
      name: 'padded to a bucket',
      lengths: [17, 32, 5],
      rule: { ...plain, lengthBuckets: [16, 32] },
      plan: [{ positions: [1, 0, 2], length: 32 }],
    },
    {
      name: 'no bucket beyond what the model takes',
      lengths: [90, 89],
      rule: { ...plain, maxTokens: 90, lengthBuckets: [64, 128] },
      plan: [
        { positions: [0], length: 90 },
        { positions: [1], length: 90 },
      ],
    },
    {
      name: 'longer than every bucket',
      lengths: [70],
      rule: { ...plain, lengthBuckets: [64] },
      plan: [{ positions: [0], length: 70 }],
    },
  ])('$name', ({ lengths, rule, plan }) => {
    expect(literal(lengths, rule)).toEqual(plan);
  });
});

test('every position once, within the budget, filled enough, longest first, the same each time', () => {
  const rules = fc.record({
    tokenBudget: fc.integer({ min: 1, max: 2000 }),
    mostRows: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
    leastFill: fc.constantFrom(0, 0.5, 0.8, 1),
    maxTokens: fc.constant(192),
    lengthBuckets: fc.constantFrom([], [16, 32, 48, 64, 96, 128, 160, 192, 256]),
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 192 }), { maxLength: 80 }), rules, (lengths, rule) => {
      const plan = [...planBatches(lengths, () => rule)];
      expect(plan.flatMap(({ positions }) => [...positions]).sort((a, b) => a - b)).toEqual(
        lengths.map((_, position) => position),
      );
      for (const { positions, length } of plan) {
        const rows = [...positions].map((position) => lengths[position]);
        expect(length).toBeGreaterThanOrEqual(Math.max(...rows));
        expect(rows.length).toBeLessThanOrEqual(rule.mostRows);
        expect(length).toBeLessThanOrEqual(rule.maxTokens);
        if (rows.length > 1) {
          expect(rows.length * length).toBeLessThanOrEqual(rule.tokenBudget);
          expect(Math.min(...rows)).toBeGreaterThanOrEqual(length * rule.leastFill);
        }
      }
      const paddedLengths = plan.map(({ length }) => length);
      expect(paddedLengths).toEqual([...paddedLengths].sort((a, b) => b - a));
      expect([...planBatches(lengths, () => rule)]).toEqual(plan);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test.each([
  { backend: 'wasm', tokensPerSecond: 20_000, tokenBudget: 3000, leastFill: 0.8, buckets: false },
  { backend: 'wasm', tokensPerSecond: 100, tokenBudget: 192, leastFill: 0.8, buckets: false },
  { backend: 'webgpu', tokensPerSecond: 100_000, tokenBudget: 15_000, leastFill: 0.5, buckets: true },
  { backend: 'webgpu', tokensPerSecond: 1e9, tokenBudget: 16_384, leastFill: 0.5, buckets: true },
] as const)('rule for $backend at $tokensPerSecond tokens/s', (row) => {
  const rule = batchRule(row.backend, row.tokensPerSecond, 192);
  expect(rule).toMatchObject({ tokenBudget: row.tokenBudget, leastFill: row.leastFill, maxTokens: 192 });
  expect(rule.lengthBuckets.length > 0).toBe(row.buckets);
});

test.each([
  { name: 'as planned', tokens: 1000, seconds: 0.15, tokenBudget: 1000 },
  { name: 'twice as slow', tokens: 1000, seconds: 0.3, tokenBudget: 900 },
  { name: 'twice as fast', tokens: 1000, seconds: 0.075, tokenBudget: 1200 },
  { name: 'far too slow for one full input', tokens: 1000, seconds: 10, tokenBudget: 838 },
  { name: 'no time at all', tokens: 1000, seconds: 0, tokenBudget: 4077 },
  { name: 'too small a batch to tell', tokens: 499, seconds: 3, tokenBudget: 1000 },
])('the budget after a batch: $name', ({ tokens, seconds, tokenBudget }) => {
  const rule: BatchRule = { ...plain, tokenBudget: 1000 };
  expect(adaptRule(rule, tokens, seconds)).toEqual({ ...rule, tokenBudget });
});

test('a plan follows the rule as it changes', () => {
  let tokenBudget = 10;
  const plan = planBatches([10, 10, 10, 10, 10, 10], () => ({ ...plain, tokenBudget }));
  const rows: number[] = [];
  for (const { positions } of plan) {
    rows.push(positions.length);
    tokenBudget += 10;
  }
  expect(rows).toEqual([1, 2, 3]);
});
