import { describe, expect, it, test } from 'vitest';
import { randomMatrix, randomVector } from '../testing/random-matrix.ts';
import { SEARCH_DEFAULTS, searchAll } from '../testing/search-defaults.ts';
import { stateWith } from '../testing/search-state.ts';
import type { AdaptiveSearchOptions } from './adaptive-search.ts';
import type { SearchState } from './adaptive-search-state.ts';
import { openDeviationBounds } from './batch-rules/deviation-bounds.ts';
import { topKConfidence } from './confidence.ts';
import { dotRow } from './matrix.ts';
import { normalCdf } from './normal-cdf.ts';
import type { QueryPosterior } from './query-model.ts';
import { createRandom } from './random.ts';
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

function confidenceOf(state: SearchState, k: number): number {
  return topKConfidence(
    state,
    { k, confidence: 0.9 },
    openDeviationBounds(state.features, false),
    createRandom(1),
  );
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
  ])('is $expected with $name, where estimates are certain', ({ k, scored, expected }) => {
    expect(confidenceOf(stateWith(estimates, scored, { fitted: certain }), k)).toBe(expected);
  });

  it('multiplies the chances of open items where only the noise is uncertain', () => {
    // So many scored items that tau is as good as known.
    const scored = [...Array(20_000).keys()].map((i) => i + 3);
    const many = [3, 2, 1, ...scored.map(() => 4)];
    const state = stateWith(many, scored, {
      features: { matrix: { rows: many.length, cols: 1, data: new Float32Array(many.length) }, columns: [] },
      fitted: { vector: new Float64Array(1), columnWeights: new Float64Array(), posterior: noiseAlone(4) },
    });
    const expected = normalCdf(1 / 2) * normalCdf(2 / 2) * normalCdf(3 / 2);
    expect(confidenceOf(state, 5)).toBeCloseTo(expected, 3);
  });

  it('counts what cannot follow the draws', () => {
    const open = 5000;
    const estimatesOfOpen = [...Array(open).keys()].map(() => 0);
    const scored = [...Array(20_000).keys()].map((i) => i + open);
    const state = stateWith([...estimatesOfOpen, ...scored.map(() => 3.5)], scored, {
      fitted: { vector: new Float64Array(1), columnWeights: new Float64Array(), posterior: noiseAlone(1) },
    });
    expect(confidenceOf(state, 5)).toBeCloseTo(normalCdf(3.5) ** open, 2);
  });
});

/** A query drawn from the model itself, and a search of it. */
function drawnSearch(seed: number, noise: number): { options: AdaptiveSearchOptions; exact: Float32Array } {
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
  };
  return { options, exact };
}

// Without the uncertainty of tau, the first of these states more than three standard deviations too much.
test.each([{ noise: 1 }, { noise: 0.25 }])(
  'is calibrated on queries drawn from the model: noise $noise',
  async ({ noise }) => {
    let stopped = 0;
    let complete = 0;
    let stated = 0;
    let variance = 0;
    for (let seed = 0; seed < 400; seed++) {
      const { options, exact } = drawnSearch(seed, noise);
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
  },
);
