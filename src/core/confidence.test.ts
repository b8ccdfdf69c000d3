import { describe, expect, it, test } from 'vitest';
import { randomMatrix, randomVector } from '../testing/random-matrix.ts';
import { SEARCH_DEFAULTS, searchAll } from '../testing/search-defaults.ts';
import { stateWith } from '../testing/search-state.ts';
import type { AdaptiveSearchOptions } from './adaptive-search.ts';
import type { SearchState } from './adaptive-search-state.ts';
import { openDeviationBounds } from './batch-rules/deviation-bounds.ts';
import { type ConfidenceContext, topKConfidence } from './confidence.ts';
import { cancelledError } from './errors.ts';
import { dotRow, norm, rowOf } from './matrix.ts';
import { normalCdf } from './normal-cdf.ts';
import type { QueryPosterior } from './query-model.ts';
import { createRandom } from './random.ts';
import { openRidgeModel } from './ridge-model.ts';
import { topK } from './top-k.ts';
import type { Matrix } from './types.ts';

/** Estimates are certain but for noise of this variance. */
function noiseAlone(noiseVariance: number): QueryPosterior {
  return {
    noiseVariance,
    priorVariance: 0,
    variances: (docRows) => new Float64Array(docRows.length),
    sample: () => ({ vector: new Float64Array(1), columnWeights: new Float64Array() }),
  };
}

function confidenceOf(
  state: SearchState,
  k: number,
  changes: Partial<ConfidenceContext> = {},
): Promise<number> {
  return topKConfidence(
    state,
    { k, confidence: 0.9 },
    { deviationBounds: openDeviationBounds(state.features, false), random: createRandom(1), ...changes },
  );
}

/** Every second one of `count` is `high`, the others 0. */
function alternating(count: number, high: number): number[] {
  return Array.from({ length: count }, (_, i) => (i % 2 === 0 ? high : 0));
}

describe('topKConfidence', () => {
  /** 13 items, the best first. */
  const estimates = [...Array(13).keys()].map((row) => 13 - row);
  const certain = {
    vector: new Float64Array(1),
    columnWeights: new Float64Array(),
    posterior: noiseAlone(0),
  };

  it.each([
    { name: 'k better than all open ones', k: 3, scored: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], expected: 1 },
    { name: 'a better one open', k: 1, scored: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], expected: 0 },
    { name: 'fewer than k scored', k: 11, scored: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], expected: 0 },
    { name: 'fewer than ten scored', k: 3, scored: [0, 1, 2, 3, 4, 5, 6, 7, 8], expected: 0 },
    { name: 'none open', k: 20, scored: [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], expected: 1 },
  ])('is $expected with $name, where estimates are certain', async ({ k, scored, expected }) => {
    expect(await confidenceOf(stateWith(estimates, scored, { fitted: certain }), k)).toBe(expected);
  });

  it('is 0 where all scores are equal: tau would be 0', async () => {
    const equal = stateWith([...new Array(12).fill(2), 1], [...Array(12).keys()], { fitted: certain });
    expect(await confidenceOf(equal, 3)).toBe(0);
  });

  it('multiplies the chances of open items where only the noise is uncertain', async () => {
    // So many scored items that tau is as good as known.
    const scored = [...Array(20_000).keys()].map((i) => i + 3);
    const many = [3, 2, 1, ...alternating(scored.length, 4)];
    const state = stateWith(many, scored, {
      features: { matrix: { rows: many.length, cols: 1, data: new Float32Array(many.length) }, columns: [] },
      fitted: { vector: new Float64Array(1), columnWeights: new Float64Array(), posterior: noiseAlone(4) },
    });
    const expected = normalCdf(1 / 2) * normalCdf(2 / 2) * normalCdf(3 / 2);
    expect(await confidenceOf(state, 5)).toBeCloseTo(expected, 3);
  });

  it('counts what cannot follow the draws', async () => {
    const open = 5000;
    const estimatesOfOpen = [...Array(open).keys()].map(() => 0);
    const scored = [...Array(20_000).keys()].map((i) => i + open);
    const state = stateWith([...estimatesOfOpen, ...alternating(scored.length, 3.5)], scored, {
      fitted: { vector: new Float64Array(1), columnWeights: new Float64Array(), posterior: noiseAlone(1) },
    });
    expect(await confidenceOf(state, 5)).toBeCloseTo(normalCdf(3.5) ** open, 2);
  });

  it('of thousands of open items is that of draws of all of them, however the rest differs from the followed', async () => {
    const { state, posterior, threshold } = partlyObserved();
    const bounds = openDeviationBounds(state.features, false)(state);
    // Those that can reach highest are as good as known; that is not so of the others.
    const reach = bounds.map((bound, row) => state.scaledEstimates[row] + 6 * bound);
    const order = topK(reach, reach.length, state.isClosed).docRows;
    const variances = posterior.variances(order);
    expect(mean(variances.subarray(0, 2048))).toBeLessThan(0.1 * mean(variances.subarray(2048)));

    const confidence = await confidenceOf(state, 1);
    expect(confidence).toBeGreaterThan(0.2);
    expect(confidence).toBeLessThan(0.9);
    expect(Math.abs(confidence - chanceByDraws(state, posterior, threshold, 400))).toBeLessThan(0.1);
  });

  it('looks at no more than the items that can reach the k-th best score', async () => {
    const reachable = [3, 2, 1];
    const hopeless = new Array(3000).fill(-100);
    const scored = [...Array(40).keys()].map((i) => i + 3003);
    const asked: number[] = [];
    const posterior: QueryPosterior = {
      ...noiseAlone(1),
      variances(docRows) {
        asked.push(...docRows);
        return new Float64Array(docRows.length);
      },
    };
    const state = stateWith([...reachable, ...hopeless, ...alternating(40, 4)], scored, {
      fitted: { vector: new Float64Array(1), columnWeights: new Float64Array(), posterior },
    });
    expect(await confidenceOf(state, 5)).toBeGreaterThan(0);
    // Nothing is left over whose variance would have to be known.
    expect(asked).toEqual([]);
  });

  it.each([
    { cols: 1, followed: 300 },
    { cols: 2 ** 12, followed: 128 },
    { cols: 2 ** 14, followed: 64 },
  ])('follows fewer items where they have many features: $followed of 300 with $cols', async (given) => {
    const { cols, followed } = given;
    const scored = [...Array(40).keys()].map((i) => i + 300);
    let asked = 0;
    const posterior: QueryPosterior = {
      noiseVariance: 1,
      priorVariance: 0,
      variances(docRows) {
        asked += docRows.length;
        return new Float64Array(docRows.length);
      },
      sample: () => ({ vector: new Float64Array(cols), columnWeights: new Float64Array() }),
    };
    const state = stateWith([...new Array(300).fill(0), ...alternating(40, 3)], scored, {
      features: { matrix: { rows: 340, cols, data: new Float32Array(340 * cols) }, columns: [] },
      fitted: { vector: new Float64Array(cols), columnWeights: new Float64Array(), posterior },
    });
    await confidenceOf(state, 5);
    // The variances of a sample of the rest, 256 at most.
    expect(asked).toBe(300 - followed);
  });

  it('stops between groups of draws', async () => {
    let groups = 0;
    const uncertain = { ...certain, posterior: noiseAlone(1) };
    const state = stateWith(estimates, [0, 1, 2, 3, 4, 5, 6, 7, 8, 12], { fitted: uncertain });
    const stating = confidenceOf(state, 9, {
      breathe: async () => {
        groups += 1;
      },
      cancel: {
        aborted: true,
        throwIfAborted() {
          if (groups === 1) throw cancelledError();
        },
      },
    });
    await expect(stating).rejects.toMatchObject({ name: 'CancelledError' });
    expect(groups).toBe(1);
  });
});

/**
 * A ridge of 400 scored items that span the first 8 of 136 dimensions; the truth is along the first. Of the open items
 * 2,048 are as long and lie in the other seven, where nothing is left to find; 3,000 are shorter and lie where nothing is
 * known.
 */
function partlyObserved() {
  const cols = 136;
  const matrix = { rows: 5448, cols, data: new Float32Array(5448 * cols) };
  const random = createRandom(4);
  const fill = (rowStart: number, rowEnd: number, colStart: number, colEnd: number, length: number) => {
    for (let row = rowStart; row < rowEnd; row++) {
      const vector = rowOf(matrix, row).subarray(colStart, colEnd);
      for (let c = 0; c < vector.length; c++) vector[c] = random.nextGaussian();
      const scale = length / norm(vector);
      for (let c = 0; c < vector.length; c++) vector[c] *= scale;
    }
  };
  fill(0, 2048, 1, 8, 1);
  fill(2048, 5048, 8, cols, 0.58);
  fill(5048, 5448, 0, 8, 1);
  const scoredRows = Uint32Array.from({ length: 400 }, (_, i) => 5048 + i);
  const targets = Float64Array.from(
    scoredRows,
    (row) => 2.5 * matrix.data[row * cols] + 0.1 * random.nextGaussian(),
  );
  const features = { matrix, columns: [] };
  const prior = { vector: new Float64Array(cols), columnWeights: new Float64Array() };
  const model = openRidgeModel(0.01, features, prior);
  model.addItems(scoredRows);
  const fitted = model.fit(targets);
  const estimates = Array.from({ length: matrix.rows }, (_, row) => dotRow(matrix, row, fitted.vector));
  const state = stateWith(estimates, [...scoredRows], { features, prior, targets, fitted });
  return { state, posterior: fitted.posterior as QueryPosterior, threshold: Math.max(...targets) };
}

/** The definition: every open item in every draw. */
function chanceByDraws(
  { features, isClosed, scoredRows, fitted }: SearchState,
  posterior: QueryPosterior,
  threshold: number,
  draws: number,
): number {
  const random = createRandom(9);
  const chances = Float64Array.from({ length: draws }, () => {
    let chiSquared = 0;
    for (let i = 0; i < scoredRows.length; i++) chiSquared += random.nextGaussian() ** 2;
    const spread = Math.sqrt(scoredRows.length / chiSquared);
    const { vector } = posterior.sample(random);
    const drawn = vector.map((value, c) => fitted.vector[c] + spread * (value - fitted.vector[c]));
    const noise = spread * Math.sqrt(posterior.noiseVariance);
    let chance = 1;
    for (let row = 0; row < isClosed.length; row++) {
      if (isClosed[row] === 0) chance *= normalCdf((threshold - dotRow(features.matrix, row, drawn)) / noise);
    }
    return chance;
  });
  return mean(chances);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A query drawn from the model itself, and a search of it. */
function drawnSearch(
  seed: number,
  noise: number,
  changes: Partial<AdaptiveSearchOptions>,
): { options: AdaptiveSearchOptions; exact: Float32Array } {
  const matrix: Matrix = randomMatrix(60, 6, 3 * seed);
  const prior = randomVector(6, 3 * seed + 1);
  const random = createRandom(3 * seed + 2);
  const truth = prior.map((value) => value + random.nextGaussian());
  const exact = Float32Array.from(
    { length: matrix.rows },
    (_, row) => dotRow(matrix, row, truth) + noise * random.nextGaussian(),
  );
  const options: AdaptiveSearchOptions = {
    ...SEARCH_DEFAULTS,
    matrix,
    prior,
    scorer: async (docRows) => Float32Array.from(docRows, (row) => exact[row]),
    fit: { kind: 'ridge', mu: noise ** 2 },
    roundSizes: new Array(30).fill(2),
    stopping: { k: 3, confidence: 0.9 },
    ...changes,
  };
  return { options, exact };
}

// Without the uncertainty of tau, the first of these states more than three standard deviations too much.
test.each<{ name: string; noise: number; changes: Partial<AdaptiveSearchOptions> }>([
  { name: 'noise 1', noise: 1, changes: {} },
  { name: 'noise 1 / 4', noise: 0.25, changes: {} },
  {
    name: 'scale and mu unknown',
    noise: 0.25,
    changes: {
      fit: { kind: 'ridge', mu: 'leave-one-out' },
      scoreScale: 'first-batch',
      intercept: true,
      roundSizes: new Array(6).fill(10),
    },
  },
])('is calibrated on queries drawn from the model: $name', async ({ noise, changes }) => {
  let stopped = 0;
  let complete = 0;
  let stated = 0;
  let variance = 0;
  for (let seed = 0; seed < 400; seed++) {
    const { options, exact } = drawnSearch(seed, noise, changes);
    const rounds = await searchAll(options);
    const { confidence = 0, best } = rounds[rounds.length - 1];
    if (confidence < 0.9) continue;
    stopped += 1;
    stated += confidence;
    variance += confidence * (1 - confidence);
    const found = best.docRows.slice(0, 3).sort();
    if (found.join() === topK(exact, 3).docRows.sort().join()) complete += 1;
  }
  expect(stopped).toBeGreaterThan(300);
  expect(Math.abs(complete - stated)).toBeLessThanOrEqual(3 * Math.sqrt(variance));
  expect(complete).toBeGreaterThanOrEqual(0.9 * stopped - 3 * Math.sqrt(0.09 * stopped));
});
