import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomMatrix, randomVector } from '../testing/random-matrix.ts';
import { stateWith } from '../testing/search-state.ts';
import type { SearchState } from './adaptive-search-state.ts';
import type { BatchContext } from './batch-rules/batch-context.ts';
import { openDeviationBounds } from './batch-rules/deviation-bounds.ts';
import { chooseBatch, chooseFirstBatch } from './choose-batch.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { cancelledError } from './errors.ts';
import { estimateItems } from './item-estimates.ts';
import { openQueryModel } from './open-query-model.ts';
import type { QueryColumn, QueryPosterior } from './query-model.ts';
import { createRandom } from './random.ts';
import type { BatchRule } from './search-method.ts';
import { topK } from './top-k.ts';

const compute = createCpuCompute();

function contextOf(state: SearchState, changes: Partial<BatchContext> = {}): BatchContext {
  return {
    state,
    firstStageRows: new Uint32Array(),
    neighbours: undefined,
    roundIndex: 2,
    compute,
    random: createRandom(1),
    cancel: undefined,
    deviationBounds: openDeviationBounds(state.features, false),
    ...changes,
  };
}

async function choose(
  rule: BatchRule,
  count: number,
  context: BatchContext,
  diversity = 0,
): Promise<[number, string][]> {
  const { docRows, pickedBy } = await chooseBatch(rule, diversity, count, context);
  expect(pickedBy.length).toBe(docRows.length);
  return Array.from(docRows, (row, i) => [row, pickedBy[i]]);
}

/** A posterior in which item i has the standard deviation `deviations[i]`; `asked` collects whose variance was wanted. */
function posteriorWith(
  deviations: readonly number[],
  priorDeviation: number,
  asked: number[] = [],
): QueryPosterior {
  return {
    noiseVariance: 1,
    priorVariance: priorDeviation ** 2,
    variances(docRows) {
      asked.push(...docRows);
      return Float64Array.from(docRows, (row) => deviations[row] ** 2);
    },
    sample: () => ({ vector: new Float64Array(1), columnWeights: new Float64Array() }),
  };
}

function withPosterior(state: SearchState, posterior: QueryPosterior): SearchState {
  return { ...state, fitted: { ...state.fitted, posterior } };
}

/** How often each row comes first in batches of `count`, by the seeds 0 .. tries // exclusive. */
async function countFirst(rule: BatchRule, state: SearchState, tries: number): Promise<number[]> {
  const counts = new Array<number>(state.isClosed.length).fill(0);
  for (let seed = 0; seed < tries; seed++) {
    const [[row]] = await choose(rule, 2, contextOf(state, { random: createRandom(seed) }));
    counts[row] += 1;
  }
  return counts;
}

/** Within four standard deviations of a binomial distribution. */
function expectShares(counts: number[], shares: number[]): void {
  const tries = counts.reduce((sum, count) => sum + count);
  counts.forEach((count, i) => {
    const deviation = Math.sqrt(tries * shares[i] * (1 - shares[i]));
    expect(Math.abs(count - tries * shares[i])).toBeLessThanOrEqual(4 * deviation);
  });
}

it.each(['thompson', 'variance'] as const)("'%s' stops between its passes", async (kind) => {
  const state = withPosterior(stateWith([2, 1], [0]), posteriorWith([1, 1], 1));
  const cancel = {
    aborted: true,
    throwIfAborted() {
      throw cancelledError();
    },
  };
  await expect(choose({ kind }, 1, contextOf(state, { cancel }))).rejects.toMatchObject({
    name: 'CancelledError',
  });
});

describe('chooseFirstBatch', () => {
  it('leaves out what is closed, in the first stage and by the prior', () => {
    const isClosed = Uint8Array.of(0, 1, 0, 0, 1, 0);
    const batch = chooseFirstBatch(Uint32Array.of(1, 3), Float64Array.of(1, 2, 3, 4, 5, 6), isClosed, 3);
    expect(batch).toEqual({
      docRows: Uint32Array.of(3, 5, 2),
      pickedBy: ['first-stage', 'prior', 'prior'],
    });
  });
});

describe('greedy', () => {
  it('takes the highest estimates of what is open, ties to the lower row', async () => {
    const context = contextOf(stateWith([5, 9, 7, 7, 8], [1]));
    expect(await choose({ kind: 'greedy' }, 3, context)).toEqual([
      [4, 'greedy'],
      [2, 'greedy'],
      [3, 'greedy'],
    ]);
  });

  it('passes over items like those taken when it is to be diverse', async () => {
    const matrix = { rows: 5, cols: 2, data: Float32Array.of(0, 0, 1, 0, 1, 0, 0, 1, 1, 1) };
    const context = contextOf(stateWith([0, 5, 4.9, 4, 3], [0], { features: { matrix, columns: [] } }));
    expect(await choose({ kind: 'greedy' }, 2, context, 0.6)).toEqual([
      [1, 'greedy'],
      [3, 'greedy'],
    ]);
  });
});

describe('upper confidence', () => {
  it('weighs estimates against deviations', async () => {
    const state = withPosterior(stateWith([0, 3, 2, 1], [0]), posteriorWith([0, 0.1, 0.9, 1], 1));
    const chosenWith = async (deviations: number) =>
      (await choose({ kind: 'upper-confidence', deviations }, 2, contextOf(state))).map(([row]) => row);
    // 3, 2, 1
    expect(await chosenWith(0)).toEqual([1, 2]);
    // 3.2, 3.8, 3
    expect(await chosenWith(2)).toEqual([2, 1]);
    // 3.5, 6.5, 6
    expect(await chosenWith(5)).toEqual([2, 3]);
  });

  it('computes no more variances than can matter', async () => {
    const estimates = [...Array(1000).keys()].map((row) => -row);
    const asked: number[] = [];
    const state = withPosterior(stateWith(estimates, []), posteriorWith(new Array(1000).fill(0), 10, asked));
    const batch = await choose({ kind: 'upper-confidence', deviations: 1 }, 3, contextOf(state));
    expect(batch.map(([row]) => row)).toEqual([0, 1, 2]);
    expect(asked.length).toBe(128);
  });

  it('computes the variances of 2,048 items at most where bounds are loose, unless the batch is larger', async () => {
    const estimates = [...Array(5000).keys()].map((row) => -row / 1000);
    // The last of those whose variance is computed, and the first of the others, are the most uncertain.
    const deviations = estimates.map((_, row) => (row === 2047 || row === 2048 ? 5 : 0));
    for (const { count, computed } of [
      { count: 3, computed: 2048 },
      { count: 3000, computed: 3000 },
    ]) {
      const asked: number[] = [];
      const state = withPosterior(stateWith(estimates, []), posteriorWith(deviations, 10, asked));
      const batch = await choose({ kind: 'upper-confidence', deviations: 1 }, count, contextOf(state));
      expect(asked).toEqual([...Array(computed).keys()]);
      expect(batch.slice(0, 3).map(([row]) => row)).toEqual(
        computed === 2048 ? [2047, 0, 1] : [2047, 2048, 0],
      );
    }
  });

  it('is the top of estimate + z sd over all items, with columns and an intercept too', async () => {
    const sizes = fc.record({
      rows: fc.integer({ min: 3, max: 300 }),
      scored: fc.integer({ min: 1, max: 20 }),
      hasIntercept: fc.boolean(),
      seed: fc.nat(1e6),
    });
    await fc.assert(
      fc.asyncProperty(sizes, fc.constantFrom(0, 1, 3), async (given, deviations) => {
        const state = await fittedState(given);
        const bounds = openDeviationBounds(state.features, given.hasIntercept);
        const everyRow = Uint32Array.from(state.isClosed.keys());
        const variances = state.fitted.posterior?.variances(everyRow) ?? new Float64Array();
        const deviationBounds = bounds(state);
        const upper = variances.map((variance, row) => {
          expect(Math.sqrt(variance)).toBeLessThanOrEqual(deviationBounds[row] * (1 + 1e-9));
          return state.scaledEstimates[row] + deviations * Math.sqrt(variance);
        });
        const count = Math.min(7, state.isClosed.filter((closed) => !closed).length);
        const context = contextOf(state, { deviationBounds: bounds });
        const batch = await choose({ kind: 'upper-confidence', deviations }, count, context);
        const chosen = batch.map(([row]) => upper[row]);
        const expected = [...topK(upper, count, state.isClosed).docRows].map((row) => upper[row]);
        chosen.forEach((value, i) => {
          expect(value).toBeCloseTo(expected[i], 9);
        });
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('needs a posterior', async () => {
    const choosing = choose(
      { kind: 'upper-confidence', deviations: 1 },
      1,
      contextOf(stateWith([1, 2], [0])),
    );
    await expect(choosing).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message:
        "The batch rule 'upper-confidence' needs to know how uncertain the estimates are, which only the fit 'ridge' " +
        "says, but the fit is 'mix'. Choose the fit 'ridge'.",
    });
  });
});

describe('Thompson', () => {
  it('takes the highest open item of each draw that was not taken yet', async () => {
    const matrix = { rows: 4, cols: 2, data: Float32Array.of(3, 0, 1, 0, 2, 0, 0, 1) };
    const draws = [Float64Array.of(1, 0), Float64Array.of(1, 0), Float64Array.of(-1, 0)];
    let drawn = 0;
    const posterior: QueryPosterior = {
      ...posteriorWith([], 1),
      sample: () => ({ vector: draws[drawn++], columnWeights: new Float64Array() }),
    };
    const state = withPosterior(
      stateWith([0, 0, 0, 0], [0], { features: { matrix, columns: [] } }),
      posterior,
    );
    expect(await choose({ kind: 'thompson' }, 3, contextOf(state))).toEqual([
      [2, 'thompson'],
      [1, 'thompson'],
      [3, 'thompson'],
    ]);
    expect(drawn).toBe(3);
  });
});

describe('softmax', () => {
  it('draws by e^(z / temperature)', async () => {
    const estimates = [100, 1, 2, 3, 6];
    // z of the four open ones: mean 3, sd sqrt(3.5).
    const powers = [1, 2, 3, 6].map((estimate) => Math.exp((estimate - 3) / Math.sqrt(3.5) / 0.7));
    const total = powers.reduce((sum, power) => sum + power);
    const counts = await countFirst({ kind: 'softmax', temperature: 0.7 }, stateWith(estimates, [0]), 3000);
    expectShares(counts, [0, ...powers.map((power) => power / total)]);
  });

  it('is uniform where all estimates are equal, greedy where it is cold', async () => {
    const equal = await countFirst({ kind: 'softmax', temperature: 1 }, stateWith([2, 2, 2, 2], []), 2000);
    expectShares(equal, [0.25, 0.25, 0.25, 0.25]);
    const cold = await countFirst({ kind: 'softmax', temperature: 1e-3 }, stateWith([1, 3, 2], []), 50);
    expect(cold).toEqual([0, 50, 0]);
  });
});

describe('epsilon-greedy', () => {
  it('takes one at random with probability epsilon', async () => {
    const state = stateWith([9, 4, 3, 2, 1], [0]);
    const counts = await countFirst({ kind: 'epsilon-greedy', epsilon: 0.4 }, state, 2000);
    expectShares(counts, [0, 0.7, 0.1, 0.1, 0.1]);
  });

  it.each([
    { epsilon: 0, kinds: ['epsilon-greedy', 'epsilon-greedy', 'epsilon-greedy', 'epsilon-greedy'] },
    { epsilon: 1, kinds: ['exploration', 'exploration', 'exploration', 'exploration'] },
  ])('says which is which: epsilon = $epsilon', async ({ epsilon, kinds }) => {
    const batch = await choose(
      { kind: 'epsilon-greedy', epsilon },
      4,
      contextOf(stateWith([9, 4, 3, 2, 1], [0])),
    );
    expect(batch.map(([, kind]) => kind)).toEqual(kinds);
    expect(batch.map(([row]) => row).sort()).toEqual([1, 2, 3, 4]);
    if (epsilon === 0) expect(batch.map(([row]) => row)).toEqual([1, 2, 3, 4]);
  });
});

describe('uniform', () => {
  it('takes every pair of open items equally often', async () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 1200; seed++) {
      const context = contextOf(stateWith([9, 1, 1, 1, 1], [0]), { random: createRandom(seed) });
      const batch = await choose({ kind: 'uniform' }, 2, context);
      const key = batch
        .map(([row]) => row)
        .sort()
        .join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['1,2', '1,3', '1,4', '2,3', '2,4', '3,4']);
    expectShares([...counts.values()], new Array(6).fill(1 / 6));
  });
});

describe('variance', () => {
  it('takes the items on which fits of halves disagree', async () => {
    // Items along the first axis always have the score 1, along the second anything.
    const rows = [...Array(8).keys()].map((row) => (row % 2 === 0 ? [1, 0] : [0, 1]));
    const matrix = {
      rows: 12,
      cols: 2,
      data: Float32Array.from([...rows, [1, 0], [0, 1], [0, 2], [2, 0]].flat()),
    };
    const state = stateWith(new Array(12).fill(0), [0, 1, 2, 3, 4, 5, 6, 7], {
      features: { matrix, columns: [] },
      prior: { vector: Float64Array.of(1, 0), columnWeights: new Float64Array() },
      fit: { kind: 'ridge', mu: 0.1 },
      targets: Float64Array.of(1, 5, 1, -3, 1, 4, 1, 0),
    });
    expect(await choose({ kind: 'variance' }, 2, contextOf(state))).toEqual([
      [10, 'variance'],
      [9, 'variance'],
    ]);
  });

  it('works with a single scored item', async () => {
    const state = stateWith([3, 2, 1], [0]);
    expect((await choose({ kind: 'variance' }, 2, contextOf(state))).map(([row]) => row)).toEqual([1, 2]);
  });
});

describe('graph', () => {
  // Each item's neighbours are the two after it.
  const neighbours = {
    itemCount: 8,
    neighboursPerItem: 2,
    docRows: Uint32Array.from([...Array(8).keys()].flatMap((row) => [(row + 1) % 8, (row + 2) % 8])),
  };
  const firstStageRows = Uint32Array.of(0, 4, 7);
  // Row 4 has the best score, so its neighbours come first.
  const state = stateWith([1, 0, 0, 0, 2, 0, 0, 0], [0, 4], {
    priorEstimates: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7),
  });

  it.each([
    { name: 'the frontier in even rounds', roundIndex: 2, count: 3, expected: [5, 6, 1] },
    { name: 'the first stage in odd rounds', roundIndex: 3, count: 1, expected: [7] },
    { name: 'the frontier when the first stage is exhausted', roundIndex: 3, count: 3, expected: [7, 5, 6] },
    {
      name: 'the first stage when the frontier is exhausted',
      roundIndex: 2,
      count: 5,
      expected: [5, 6, 1, 2, 7],
    },
    { name: 'the prior when both are', roundIndex: 2, count: 6, expected: [5, 6, 1, 2, 7, 3] },
  ])('takes $name', async ({ roundIndex, count, expected }) => {
    const batch = await choose(
      { kind: 'graph' },
      count,
      contextOf(state, { neighbours, roundIndex, firstStageRows }),
    );
    expect(batch.map(([row]) => row)).toEqual(expected);
    const kinds = new Map([
      [7, 'first-stage'],
      [3, 'prior'],
    ]);
    expect(batch.map(([, kind]) => kind)).toEqual(expected.map((row) => kinds.get(row) ?? 'graph'));
  });

  it('needs a graph', async () => {
    await expect(choose({ kind: 'graph' }, 1, contextOf(state))).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      message:
        "The batch rule 'graph' needs the neighbours of every item, but there are none. Build the neighbour graph first.",
    });
  });
});

/** Some items of a random corpus scored at random and fitted by ridge. */
async function fittedState(given: {
  rows: number;
  scored: number;
  hasIntercept: boolean;
  seed: number;
}): Promise<SearchState> {
  const { rows, seed } = given;
  const columns: QueryColumn[] = [{ values: randomVector(rows, seed + 1), priorWeight: 0.5 }];
  if (given.hasIntercept) columns.push({ values: new Float64Array(rows).fill(20), priorWeight: 0 });
  const features = { matrix: randomMatrix(rows, 4, seed), columns };
  const scoredRows = createRandom(seed).sample(rows, Math.min(given.scored, rows - 1));
  const targets = randomVector(scoredRows.length, seed + 2);
  const prior = {
    vector: randomVector(4, seed + 3),
    columnWeights: Float64Array.from(columns, (column) => column.priorWeight),
  };
  const fit = { kind: 'ridge', mu: 0.3 } as const;
  const model = openQueryModel(fit, features, prior);
  model.addItems(scoredRows);
  const fitted = model.fit(targets);
  const scaledEstimates = await estimateItems(compute, features, fitted);
  return stateWith([...scaledEstimates], [...scoredRows], { features, fit, prior, targets, fitted });
}
