import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEARCH_DEFAULTS } from '../testing/search-defaults.ts';
import { type AdaptiveSearchOptions, adaptiveAnswers, adaptiveSearch } from './adaptive-search.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { buildNeighbourGraph } from './neighbour-graph.ts';
import { createRandom } from './random.ts';
import type { BatchRule } from './search-method.ts';

const RULES: BatchRule[] = [
  { kind: 'greedy' },
  { kind: 'graph' },
  { kind: 'uniform' },
  { kind: 'variance' },
  { kind: 'epsilon-greedy', epsilon: 0.3 },
];

async function optionsOf(seed: number, batchRule: BatchRule, stops: boolean): Promise<AdaptiveSearchOptions> {
  const random = createRandom(seed);
  const [rows, cols] = [40, 5];
  const matrix = { rows, cols, data: Float32Array.from({ length: rows * cols }, random.nextGaussian) };
  const scores = Float32Array.from({ length: rows }, random.nextGaussian);
  const compute = createCpuCompute();
  return {
    ...SEARCH_DEFAULTS,
    matrix,
    prior: Float64Array.from({ length: cols }, random.nextGaussian),
    firstStageRows: random.sample(rows, 3),
    scorer: async (docRows) => Float32Array.from(docRows, (row) => scores[row]),
    fit: { kind: 'ridge', mu: 0.5 },
    intercept: true,
    roundSizes: [5, 5, 5, 4],
    batchRule,
    neighbours: await buildNeighbourGraph({ matrix, neighboursPerItem: 4, compute }),
    ...(stops && { stopping: { k: 1, confidence: 0.6 } }),
    compute,
    seed,
  };
}

it('finds round by round what the whole search finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1e6), fc.constantFrom(...RULES), fc.boolean(), async (seed, rule, stops) => {
      const options = await optionsOf(seed, rule, stops);
      const expected: unknown[] = [];
      for await (const { index, best, scorerCalls } of adaptiveSearch(options)) {
        expected.push({ index, best, scorerCalls });
      }
      const answers: unknown[] = [];
      for await (const answer of adaptiveAnswers(options)) answers.push(answer);
      expect(answers).toEqual(expected);
    }),
    { seed: 1, numRuns: 60 },
  );
});

it('estimates nothing after the last round, and nothing at all where the rule does not look at it', async () => {
  const productsOf = async (batchRule: BatchRule) => {
    const options = await optionsOf(3, batchRule, false);
    let products = 0;
    const multiply: typeof options.compute.multiply = (...args) => {
      products += 1;
      return options.compute.multiply(...args);
    };
    for await (const _ of adaptiveAnswers({ ...options, compute: { ...options.compute, multiply } }));
    return products;
  };
  // The prior's, then one for each of three rounds that another one follows.
  expect(await productsOf({ kind: 'greedy' })).toBe(4);
  expect(await productsOf({ kind: 'graph' })).toBe(1);
});
