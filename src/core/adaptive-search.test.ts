import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { type AdaptiveSearchOptions, adaptiveSearch, planRounds, type Round } from './adaptive-search.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { cancelledError } from './errors.ts';
import fixture from './fixtures/axn-worked-example.json';
import { estimateScoreScale, IDENTITY_SCALE } from './score-scale.ts';
import type { Cancel, Matrix, Scorer } from './types.ts';

const itemEmbeddings = matrixOf(fixture.itemEmbeddings);

const workedExample: AdaptiveSearchOptions = {
  matrix: itemEmbeddings,
  firstStageRows: new Uint32Array(),
  scorer: scorerOf(fixture.crossEncoderScores),
  prior: Float64Array.from(fixture.priorQueryEmbedding),
  fit: { kind: 'mix', lambda: 0 },
  scoreScale: IDENTITY_SCALE,
  budget: fixture.budget,
  rounds: fixture.rounds,
  compute: createCpuCompute(),
};

function matrixOf(rows: number[][]): Matrix {
  return { rows: rows.length, cols: rows[0].length, data: Float32Array.from(rows.flat()) };
}

/** Looks the scores up; `calls` collects the batches in the order they were asked for. */
function scorerOf(exactScores: number[], calls: number[][] = []): Scorer {
  return async (docRows) => {
    calls.push([...docRows]);
    return Float32Array.from(docRows, (row) => exactScores[row]);
  };
}

/** All rounds, and the batches in the order in which the search chose their items. */
async function run(
  changes: Partial<AdaptiveSearchOptions>,
): Promise<{ rounds: Round[]; batches: number[][] }> {
  const batches: number[][] = [];
  const rounds: Round[] = [];
  const scorer = scorerOf(fixture.crossEncoderScores, batches);
  for await (const round of adaptiveSearch({ ...workedExample, scorer, ...changes })) rounds.push(round);
  return { rounds, batches };
}

describe('worked example', () => {
  it.each([
    ...fixture.axn.map((expected) => ({
      name: `AXN, lambda = ${expected.lambda}`,
      fit: { kind: 'mix' as const, lambda: expected.lambda },
      expected,
    })),
    ...fixture.priorCentredRidge.map((expected) => ({
      name: `prior-centred ridge, mu = ${expected.mu}`,
      fit: { kind: 'ridge' as const, mu: expected.mu },
      expected,
    })),
  ])('$name', async ({ fit, expected }) => {
    const { rounds, batches } = await run({ fit });
    expect(rounds.length).toBe(expected.rounds.length);
    expected.rounds.forEach(({ round, newItems, queryEmbeddingAfter, estimatesAfter }, position) => {
      expect(rounds[position].index).toBe(round);
      expect(batches[position]).toEqual(newItems);
      expectAllClose(rounds[position].queryVector, queryEmbeddingAfter, 1e-9);
      expectAllClose(rounds[position].estimates, estimatesAfter, 1e-9);
    });
    expect([...rounds[rounds.length - 1].best.docRows]).toEqual(expected.answer);
  });

  it('ADACUR: the same loop on the transposed anchor scores', async () => {
    const { anchorScores, firstItems, rounds: expected, answer } = fixture.adacur;
    const matrix = matrixOf(fixture.itemEmbeddings.map((_, item) => anchorScores.map((row) => row[item])));
    const { rounds, batches } = await run({ matrix, firstStageRows: Uint32Array.from(firstItems) });
    expect(rounds.length).toBe(expected.length);
    expected.forEach(({ newItems, estimatesAfter }, position) => {
      expect(batches[position]).toEqual(newItems);
      expectAllClose(rounds[position].estimates, estimatesAfter, 1e-9);
    });
    expect([...rounds[rounds.length - 1].best.docRows]).toEqual(answer);
  });

  it('retrieve-and-rerank: the same loop with one round', async () => {
    const { rounds, batches } = await run({ rounds: 1 });
    expect(batches).toEqual([fixture.retrieveAndRerank.scored]);
    expect([...rounds[0].best.docRows]).toEqual(fixture.retrieveAndRerank.answer);
  });
});

describe('a round', () => {
  it('is complete and consistent with the one before', async () => {
    const { rounds } = await run({ fit: { kind: 'ridge', mu: 0.1 } });
    const exact = fixture.crossEncoderScores;
    let before: Float64Array = Float64Array.of(0, 1, 1, 1, 1, 2, 2, 1, 3, 2, 3, 1);
    for (const { index, scored, estimatesBefore, best, scorerCalls, estimates } of rounds) {
      expect(scored.docRows.length).toBe(2);
      expect([...scored.scores]).toEqual([...scored.docRows].map((row) => exact[row]));
      expect(scored.scores[0]).toBeGreaterThanOrEqual(scored.scores[1]);
      // In round 1, what the prior expects; later, the estimates of the round before.
      expect([...(estimatesBefore ?? [])]).toEqual([...scored.docRows].map((row) => before[row]));
      expect(best.docRows.length).toBe(2 * index);
      expect([...best.scores]).toEqual([...best.docRows].map((row) => exact[row]));
      expect(scorerCalls).toBe(2 * index);
      before = estimates;
    }
  });

  it('fits in scaled units and reports estimates in those of the cross-encoder', async () => {
    const scoreScale = { alpha: 2, beta: 0.25 };
    const { rounds } = await run({ scoreScale, fit: { kind: 'mix', lambda: 0.5 } });
    const plain = await run({
      fit: { kind: 'mix', lambda: 0.5 },
      scorer: scorerOf(fixture.crossEncoderScores.map((score) => 0.25 * (score - 2))),
    });
    rounds.forEach((round, position) => {
      expect(round.scoreScale).toEqual(scoreScale);
      expectAllClose(round.queryVector, plain.rounds[position].queryVector, 1e-12);
      const expected = plain.rounds[position].estimates.map((estimate) => estimate / 0.25 + 2);
      expectAllClose(round.estimates, expected, 1e-12);
    });
    // The prior gives items 8 and 10 the inner product 3.
    expect(rounds[0].estimatesBefore).toEqual(Float64Array.of(14, 14));
  });

  it('takes the scale from the first batch when told to', async () => {
    const { rounds, batches } = await run({ scoreScale: 'first-batch', budget: 9 });
    expect(batches[0]).toEqual([8, 10, 5]);
    const exactScores = Float32Array.from(batches[0], (row) => fixture.crossEncoderScores[row]);
    const scoreScale = estimateScoreScale(exactScores, Float64Array.of(3, 3, 2));
    expect(rounds.map((round) => round.scoreScale)).toEqual([scoreScale, scoreScale, scoreScale]);
    // Nothing was expected before the scale was known.
    expect(rounds.map((round) => round.estimatesBefore?.length)).toEqual([undefined, 3, 3]);
  });
});

describe('the first batch', () => {
  it.each([
    { name: 'starts from the first stage', firstStageRows: [11, 2, 0], expected: [11, 2] },
    { name: 'is topped up by the prior', firstStageRows: [8], expected: [8, 10] },
    { name: 'takes a repeated row once', firstStageRows: [4, 4, 4], expected: [4, 8] },
    { name: 'comes from the prior alone', firstStageRows: [], expected: [8, 10] },
  ])('$name', async ({ firstStageRows, expected }) => {
    const { batches } = await run({ firstStageRows: Uint32Array.from(firstStageRows) });
    expect(batches[0]).toEqual(expected);
  });

  it('takes the lowest rows when the prior is zero and the first stage found nothing', async () => {
    const { rounds, batches } = await run({ prior: new Float64Array(3), scoreScale: 'first-batch' });
    expect(batches[0]).toEqual([0, 1]);
    // No spread to match: the scale is an intercept, the mean of 3 and 1.
    expect(rounds[0].scoreScale).toEqual({ alpha: 2, beta: 1 });
    expect(rounds.every((round) => round.estimates.every(Number.isFinite))).toBe(true);
  });
});

describe('adaptiveSearch refuses', () => {
  const noNumber = Number.NaN;

  it.each([
    { changes: { budget: 0 }, message: 'budget must be a whole number of at least 1, but is 0.' },
    { changes: { rounds: 1.5 }, message: 'rounds must be a whole number of at least 1, but is 1.5.' },
    { changes: { prior: Float64Array.of(1) }, message: 'prior must have 3 entries, but has 1.' },
    {
      changes: { firstStageRows: Uint32Array.of(0, 12) },
      message: 'firstStageRows must hold rows below 12, but entry 1 is 12.',
    },
    {
      changes: { fit: { kind: 'mix' as const, lambda: 2 } },
      message: 'lambda must be a number from 0 to 1, but is 2.',
    },
    {
      changes: { fit: { kind: 'ridge' as const, mu: 0 } },
      message: 'mu must be a number above 0, but is 0.',
    },
    {
      changes: { scoreScale: { alpha: 0, beta: 0 } },
      message: 'The score scale needs a finite alpha and a beta above 0, but has alpha 0 and beta 0.',
    },
    {
      changes: { matrix: { rows: 0, cols: 3, data: new Float32Array() } },
      message: 'The number of items must be a whole number of at least 1, but is 0.',
    },
  ])('$message', async ({ changes, message }) => {
    const calls: number[][] = [];
    const rejected = await run({ ...changes, scorer: scorerOf(fixture.crossEncoderScores, calls) }).catch(
      (error: unknown) => error,
    );
    expect(rejected).toMatchObject({ name: 'InvalidArgumentError', message });
    expect(calls).toEqual([]);
  });

  it.each([
    {
      name: 'too few scores',
      scores: [1],
      message:
        'The cross-encoder was given 2 items and returned 1 scores. ' +
        'Expected one score per item; check the model or server.',
    },
    {
      name: 'a score that is no number',
      scores: [1, noNumber],
      message:
        'The cross-encoder returned NaN for the item in row 10. ' +
        'Expected a finite number; try another backend or model precision.',
    },
    {
      name: 'an infinite score',
      scores: [Number.NEGATIVE_INFINITY, 0],
      message:
        'The cross-encoder returned -Infinity for the item in row 8. ' +
        'Expected a finite number; try another backend or model precision.',
    },
  ])('$name', async ({ scores, message }) => {
    const scorer = async () => Float32Array.from(scores);
    await expect(run({ scorer })).rejects.toMatchObject({ name: 'EncoderError', message });
  });
});

describe('cancelling', () => {
  it('stops before the next batch is scored', async () => {
    const calls: number[][] = [];
    let aborted = false;
    const cancel: Cancel = {
      get aborted() {
        return aborted;
      },
      throwIfAborted() {
        if (aborted) throw cancelledError();
      },
    };
    const rounds: Round[] = [];
    const searching = async () => {
      const scorer = scorerOf(fixture.crossEncoderScores, calls);
      for await (const round of adaptiveSearch({ ...workedExample, scorer, cancel })) {
        rounds.push(round);
        aborted = true;
      }
    };
    await expect(searching()).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    expect(rounds.length).toBe(1);
    expect(calls.length).toBe(1);
  });

  it('hands the cancel on to the scorer', async () => {
    const cancel: Cancel = { aborted: false, throwIfAborted() {} };
    const received: (Cancel | undefined)[] = [];
    const scorer: Scorer = async (docRows, given) => {
      received.push(given);
      return new Float32Array(docRows.length);
    };
    await run({ scorer, cancel, rounds: 2 });
    expect(received).toEqual([cancel, cancel]);
  });
});

describe('planRounds', () => {
  it.each([
    { budget: 6, rounds: 3, itemCount: 12, expected: [2, 2, 2] },
    { budget: 100, rounds: 7, itemCount: 1000, expected: [14, 14, 14, 14, 14, 14, 16] },
    { budget: 10, rounds: 1, itemCount: 1000, expected: [10] },
    { budget: 500, rounds: 4, itemCount: 10, expected: [2, 2, 2, 4] },
    { budget: 3, rounds: 5, itemCount: 12, expected: [1, 1, 1] },
    { budget: 5, rounds: 5, itemCount: 1, expected: [1] },
  ])('B = $budget, R = $rounds, $itemCount items', ({ budget, rounds, itemCount, expected }) => {
    expect(planRounds(budget, rounds, itemCount)).toEqual(expected);
  });
});
