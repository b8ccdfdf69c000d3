/** One loop, one file: every option of a search is tried against the same worked example, round by round. */
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { SEARCH_DEFAULTS, searchAll } from '../testing/search-defaults.ts';
import { type AdaptiveSearchOptions, adaptiveSearch, type Round } from './adaptive-search.ts';
import { cancelledError } from './errors.ts';
import fixture from './fixtures/axn-worked-example.json';
import { openRidgeModel } from './ridge-model.ts';
import { planRounds } from './round-schedule.ts';
import { estimateScoreScale } from './score-scale.ts';
import type { Cancel, Matrix, Scorer } from './types.ts';

const itemEmbeddings = matrixOf(fixture.itemEmbeddings);

const workedExample: AdaptiveSearchOptions = {
  ...SEARCH_DEFAULTS,
  matrix: itemEmbeddings,
  scorer: scorerOf(fixture.crossEncoderScores),
  prior: Float64Array.from(fixture.priorQueryEmbedding),
  roundSizes: planRounds(fixture.budget, { kind: 'equal', rounds: fixture.rounds }, itemEmbeddings.rows),
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
  const scorer = scorerOf(fixture.crossEncoderScores, batches);
  return { rounds: await searchAll({ ...workedExample, scorer, ...changes }), batches };
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
    const { rounds, batches } = await run({ roundSizes: [fixture.budget] });
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

  it('says from round 2 on how sure it was and what pulled each estimate', async () => {
    const fit = { kind: 'ridge', mu: 0.1 } as const;
    const { rounds, batches } = await run({ fit, scoreScale: { alpha: 2, beta: 0.25 } });
    expect(rounds[0].deviationsBefore).toBeUndefined();
    expect(rounds[0].pulls).toBeUndefined();
    for (const [
      position,
      { scored, estimatesBefore = [], deviationsBefore, pulls = [] },
    ] of rounds.entries()) {
      if (position === 0) continue;
      const before = [...rounds[position - 1].best.docRows];
      // By a model that has seen the earlier batches and nothing of this one.
      const seen = Uint32Array.from(batches.slice(0, position).flat());
      const prior = { vector: workedExample.prior, columnWeights: new Float64Array() };
      const model = openRidgeModel(fit.mu, { matrix: itemEmbeddings, columns: [] }, prior);
      model.addItems(seen);
      const { posterior } = model.fit(
        Float64Array.from(seen, (row) => 0.25 * (fixture.crossEncoderScores[row] - 2)),
      );
      const variances = posterior?.variances(scored.docRows) ?? new Float64Array();
      const noiseVariance = posterior?.noiseVariance ?? 0;
      expect(variances.every((variance) => variance > 0)).toBe(true);
      expectAllClose(
        deviationsBefore ?? [],
        variances.map((variance) => Math.sqrt(variance + noiseVariance) / 0.25),
        1e-9,
      );
      scored.docRows.forEach((row, i) => {
        expect(pulls[i].map((pull) => pull.docRow).sort()).toEqual(before.sort());
        // At most five are scored: their shares are all that was added to the prior's estimate.
        const expectedByPrior = fixture.priorQueryEmbedding.reduce(
          (sum, value, c) => sum + value * fixture.itemEmbeddings[row][c],
          0,
        );
        const added = pulls[i].reduce((sum, { amount }) => sum + amount, 0);
        expect(expectedByPrior / 0.25 + 2 + added).toBeCloseTo(estimatesBefore[i], 9);
      });
    }
  });

  it('explains no estimate where it is told not to, and chooses the same', async () => {
    const fit = { kind: 'ridge', mu: 0.1 } as const;
    const { rounds, batches } = await run({ fit, explains: false });
    expect(rounds.map(({ deviationsBefore, pulls }) => [deviationsBefore, pulls])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(rounds.every(({ estimatesBefore }) => estimatesBefore?.length === 2)).toBe(true);
    expect(batches).toEqual((await run({ fit })).batches);
  });

  it('says nothing of its uncertainty where the fit knows none', async () => {
    const { rounds } = await run({});
    expect(rounds.map((round) => round.deviationsBefore)).toEqual([undefined, undefined, undefined]);
    expect(rounds.map((round) => round.mu)).toEqual([undefined, undefined, undefined]);
    expect(rounds.map((round) => round.confidence)).toEqual([undefined, undefined, undefined]);
  });

  it('takes the scale from the first batch when told to', async () => {
    const { rounds, batches } = await run({ scoreScale: 'first-batch', roundSizes: [3, 3, 3] });
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

describe('a shortlist', () => {
  it('is all that is ever scored', async () => {
    const shortlist = Uint32Array.of(1, 3, 5, 7, 9);
    const { rounds, batches } = await run({
      shortlist,
      firstStageRows: Uint32Array.of(0, 9, 2),
      roundSizes: [2, 3],
    });
    // Row 5 has the largest inner product with the prior among those in the shortlist: 2, as row 9, which is taken.
    expect(batches).toEqual([[9, 5], expect.anything()]);
    expect(batches.flat().sort()).toEqual([...shortlist]);
    // Estimates are those of all items all the same.
    expect(rounds[1].estimates.length).toBe(12);
  });
});

describe('columns', () => {
  it('add their values times their weights, which start from the prior weights', async () => {
    const values = Float64Array.from({ length: 12 }, (_, row) => row);
    const { rounds, batches } = await run({
      prior: new Float64Array(3),
      columns: [{ values, priorWeight: 0.5 }],
      fit: { kind: 'mix', lambda: 1 },
    });
    expect(batches).toEqual([
      [11, 10],
      [9, 8],
      [7, 6],
    ]);
    expect([...(rounds[0].estimatesBefore ?? [])].sort()).toEqual([5, 5.5]);
    expect([...rounds[2].columnWeights]).toEqual([0.5]);
    expect([...rounds[2].estimates]).toEqual([...values].map((value) => value / 2));
  });

  it('find a weight that explains the scores', async () => {
    const values = Float64Array.from(fixture.crossEncoderScores, (score) => score - 1);
    const { rounds } = await run({
      matrix: { rows: 12, cols: 3, data: new Float32Array(36) },
      columns: [{ values, priorWeight: 0 }],
      intercept: true,
      roundSizes: [6, 6],
    });
    // Item vectors of length 0: the constant is 1.
    expectAllClose(rounds[0].columnWeights, [1, 1], 1e-9);
    expectAllClose(rounds[0].estimates, fixture.crossEncoderScores, 1e-9);
  });
});

describe('an intercept', () => {
  it('is a last column at ten times the root mean square length of the first item vectors', async () => {
    const { rounds, batches } = await run({ intercept: true, fit: { kind: 'mix', lambda: 1 } });
    expect([...rounds[0].columnWeights]).toEqual([0]);
    const squares = batches[0].map((row) =>
      fixture.itemEmbeddings[row].reduce((sum, value) => sum + value ** 2, 0),
    );
    const constant = 10 * Math.sqrt((squares[0] + squares[1]) / 2);
    const { rounds: spelledOut } = await run({
      columns: [{ values: new Float64Array(12).fill(constant), priorWeight: 0 }],
      fit: { kind: 'ridge', mu: 0.5 },
    });
    const { rounds: fitted } = await run({ intercept: true, fit: { kind: 'ridge', mu: 0.5 } });
    expect(fitted.map((round) => round.estimates)).toEqual(spelledOut.map((round) => round.estimates));
  });
});

describe('a transform', () => {
  it('is what is fitted; scores, estimates and answers stay in cross-encoder units', async () => {
    const logits = fixture.crossEncoderScores.map((score) => score - 2);
    const { rounds } = await run({ transform: 'sigmoid', scorer: scorerOf(logits) });
    const sigmoid = logits.map((logit) => 1 / (1 + Math.exp(-Math.fround(logit))));
    const plain = await run({ scorer: scorerOf(sigmoid) });
    rounds.forEach((round, position) => {
      expectAllClose(round.queryVector, plain.rounds[position].queryVector, 1e-6);
      expect([...round.best.scores]).toEqual([...round.best.docRows].map((row) => logits[row]));
    });
    // Nothing is fitted that would say what the prior expects in logits.
    expect(rounds[0].estimatesBefore).toBeUndefined();
    // The search interpolates while it has fewer items than dimensions.
    const estimates = [...rounds[0].scored.docRows].map((row) => rounds[0].estimates[row]);
    expectAllClose(estimates, rounds[0].scored.scores, 1e-5);
  });
});

describe('how an item was picked', () => {
  it('goes with the item', async () => {
    const { rounds, batches } = await run({ firstStageRows: Uint32Array.of(1) });
    expect(batches[0][0]).toBe(1);
    const [first, second] = rounds;
    expect([...first.scored.docRows].map((row, i) => [row, first.pickedBy[i]]).sort()).toEqual([
      [1, 'first-stage'],
      [8, 'prior'],
    ]);
    expect(second.pickedBy).toEqual(['greedy', 'greedy']);
  });
});

describe('the stopping rule', () => {
  const certain = {
    // Every score is its item's first coordinate: the model finds nothing left to explain.
    matrix: matrixOf([...Array(20).keys()].map((row) => [20 - row, row % 3])),
    prior: Float64Array.of(1, 0),
    scorer: scorerOf([...Array(20).keys()].map((row) => 20 - row)),
    fit: { kind: 'ridge', mu: 0.01 } as const,
    roundSizes: [5, 5, 5, 5],
  };

  it('ends the search when the best k are certain', async () => {
    const { rounds } = await run({ ...certain, stopping: { k: 3, confidence: 0.9 } });
    // With fewer than ten scored items nothing is certain.
    expect(rounds.map(({ confidence }) => confidence)).toEqual([0, 1]);
    expect([...rounds[1].best.docRows]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('can be cancelled while the confidence is computed', async () => {
    const cancel: Cancel & { aborted: boolean } = {
      aborted: false,
      throwIfAborted() {
        if (this.aborted) throw cancelledError();
      },
    };
    const breathe = async () => {
      cancel.aborted = true;
    };
    // A prior that is wrong leaves the second round in doubt.
    const doubtful = { ...certain, prior: Float64Array.of(0.5, 1), fit: { kind: 'ridge', mu: 10 } as const };
    const searching = run({ ...doubtful, stopping: { k: 3, confidence: 0.9 }, cancel, breathe });
    await expect(searching).rejects.toMatchObject({ name: 'CancelledError' });
  });

  it('waits until k items are scored', async () => {
    const { rounds } = await run({ ...certain, stopping: { k: 12, confidence: 0.9 } });
    expect(rounds.map(({ confidence }) => confidence)).toEqual([0, 0, 1]);
  });

  it('says 1 when nothing is left, and nothing without a rule', async () => {
    const { rounds } = await run({ ...certain, stopping: { k: 20, confidence: 0.9 } });
    expect(rounds.map(({ confidence }) => confidence)).toEqual([0, 0, 0, 1]);
    const { rounds: all } = await run(certain);
    expect(all.map(({ confidence }) => confidence)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('does not change what is chosen before it', async () => {
    const sampled = { ...certain, batchRule: { kind: 'softmax', temperature: 0.1 } as const };
    const { rounds } = await run({ ...sampled, stopping: { k: 12, confidence: 0.9 } });
    const { rounds: all } = await run(sampled);
    const rowsOf = (found: Round[]) => found.map((round) => [...round.best.docRows]);
    expect(rowsOf(rounds)).toEqual(rowsOf(all.slice(0, 3)));
  });
});

describe('adaptiveSearch refuses', () => {
  const noNumber = Number.NaN;
  const RIDGE_THAT_STOPS = {
    fit: { kind: 'ridge' as const, mu: 1 },
    stopping: { k: 1, confidence: 0.9 },
  };

  it.each([
    {
      changes: { roundSizes: [] },
      message: 'The number of rounds must be a whole number of at least 1, but is 0.',
    },
    {
      changes: { roundSizes: [2, 0] },
      message: 'The size of a round must be a whole number of at least 1, but is 0.',
    },
    {
      changes: { roundSizes: [10, 3] },
      message: 'The rounds score 13 items, but only 12 can be found. Plan them for that many.',
    },
    {
      changes: { shortlist: Uint32Array.of(3, 3, 4) },
      message: 'The rounds score 6 items, but only 2 can be found. Plan them for that many.',
    },
    {
      changes: { shortlist: Uint32Array.of(12) },
      message: 'shortlist must hold rows below 12, but entry 0 is 12.',
    },
    {
      changes: { columns: [{ values: Float64Array.of(1), priorWeight: 0 }] },
      message: 'columns[0].values must have 12 entries, but has 1.',
    },
    {
      changes: { columns: [{ values: new Float64Array(12), priorWeight: noNumber }] },
      message: 'columns[0].priorWeight must be a number that is finite, but is NaN.',
    },
    { changes: { prior: Float64Array.of(1) }, message: 'prior must have 3 entries, but has 1.' },
    {
      changes: { prior: Float64Array.of(0, noNumber, 0) },
      message: 'prior must hold finite numbers, but entry 1 is NaN.',
    },
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
      changes: { batchRule: { kind: 'upper-confidence' as const, deviations: -1 } },
      message: 'deviations must be a number of at least 0, but is -1.',
    },
    {
      changes: { batchRule: { kind: 'softmax' as const, temperature: 0 } },
      message: 'The temperature must be a number above 0, but is 0.',
    },
    {
      changes: { batchRule: { kind: 'epsilon-greedy' as const, epsilon: 2 } },
      message: 'epsilon must be a number from 0 to 1, but is 2.',
    },
    {
      changes: { batchRule: { kind: 'thompson' as const } },
      message:
        "The batch rule 'thompson' needs to know how uncertain the estimates are, which only the fit 'ridge' says, " +
        "but the fit is 'mix'. Choose the fit 'ridge'.",
    },
    {
      changes: { batchRule: { kind: 'graph' as const } },
      message:
        "The batch rule 'graph' needs the neighbours of every item, but there are none. Build the neighbour graph first.",
    },
    {
      changes: { neighbours: { itemCount: 2, neighboursPerItem: 1, docRows: Uint32Array.of(1, 0) } },
      message: 'The number of items of the neighbour graph must be 12, but is 2.',
    },
    {
      changes: { diversity: 1 },
      message: 'diversity must be a number of at least 0 and below 1, but is 1.',
    },
    {
      changes: { diversity: 0.5, batchRule: { kind: 'uniform' as const } },
      message:
        "The batch rule 'uniform' gives items no value that diversity could be weighed against. " +
        'Set diversity to 0 or choose another rule.',
    },
    {
      changes: { stopping: { k: 0, confidence: 0.9 } },
      message: 'k of the stopping rule must be a whole number of at least 1, but is 0.',
    },
    {
      changes: { stopping: { k: 1, confidence: 1 } },
      message: 'The confidence of the stopping rule must be a number above 0 and below 1, but is 1.',
    },
    {
      changes: { stopping: { k: 1, confidence: 0.9 } },
      message:
        "The stopping rule needs to know how uncertain the estimates are, which only the fit 'ridge' says, " +
        "but the fit is 'mix'. Choose the fit 'ridge'.",
    },
    {
      changes: { seed: -1 },
      message: 'The seed must be a whole number from 0 to 4294967295, but is -1.',
    },
    {
      changes: { scoreScale: { alpha: 0, beta: 0 } },
      message: 'The score scale needs a finite alpha and a finite beta above 0, but has alpha 0 and beta 0.',
    },
    {
      changes: { scoreScale: { alpha: 0, beta: Number.POSITIVE_INFINITY } },
      message:
        'The score scale needs a finite alpha and a finite beta above 0, but has alpha 0 and beta Infinity.',
    },
    {
      changes: { ...RIDGE_THAT_STOPS, transform: 'clip' as const },
      message:
        "The stopping rule would be far too sure of itself with the transform 'clip'. Choose the transform 'identity', " +
        'or do not stop early.',
    },
    {
      changes: { ...RIDGE_THAT_STOPS, scoreScale: 'first-batch' as const },
      message:
        'The stopping rule would be far too sure of itself without an intercept where the score scale is estimated on ' +
        'the first batch. Turn the intercept on, or do not stop early.',
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
    await run({ scorer, cancel, roundSizes: [3, 3] });
    expect(received).toEqual([cancel, cancel]);
  });
});
