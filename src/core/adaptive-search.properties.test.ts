import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import { pseudoInverseTimes } from '../testing/pseudo-inverse.ts';
import { SEARCH_DEFAULTS, searchAll } from '../testing/search-defaults.ts';
import type { AdaptiveSearchOptions, Round } from './adaptive-search.ts';
import { createCpuCompute } from './cpu-compute.ts';
import { gatherRows } from './linalg.ts';
import { dotRow } from './matrix.ts';
import { buildNeighbourGraph } from './neighbour-graph.ts';
import type { QueryFit } from './query-fit.ts';
import { createRandom } from './random.ts';
import { planRounds } from './round-schedule.ts';
import { IDENTITY_SCALE, type ScoreScale } from './score-scale.ts';
import type { ScoreTransform } from './score-transform.ts';
import { sortRanking, topK } from './top-k.ts';
import type { Matrix } from './types.ts';

/** Small whole numbers, so that ties, equal rows and missing rank are common and arithmetic is exact. */
interface Corpus {
  readonly matrix: Matrix;
  readonly prior: Float64Array;
  readonly exactScores: Float32Array;
}

const corpus: fc.Arbitrary<Corpus> = fc
  .record({ rows: fc.integer({ min: 1, max: 40 }), cols: fc.integer({ min: 1, max: 6 }), seed: fc.nat(1e6) })
  .map(({ rows, cols, seed }) => {
    const random = createRandom(seed);
    const wholeNumber = () => random.nextInt(7) - 3;
    return {
      matrix: { rows, cols, data: Float32Array.from({ length: rows * cols }, wholeNumber) },
      prior: Float64Array.from({ length: cols }, wholeNumber),
      exactScores: Float32Array.from({ length: rows }, wholeNumber),
    };
  });
const budget = fc.integer({ min: 1, max: 50 });
const rounds = fc.integer({ min: 1, max: 12 });
const fit: fc.Arbitrary<QueryFit> = fc.oneof(
  fc.record({ kind: fc.constant('mix' as const), lambda: fc.constantFrom(0, 0.5, 0.8, 1) }),
  fc.record({ kind: fc.constant('ridge' as const), mu: fc.constantFrom(0.01, 1, 30) }),
);
const scoreScale = fc.constantFrom<ScoreScale | 'first-batch'>(
  IDENTITY_SCALE,
  { alpha: -3, beta: 0.5 },
  'first-batch',
);

const transform = fc.constantFrom<ScoreTransform>('identity', 'clip', 'sigmoid', 'rank');

const batchRule = fc.constantFrom<Pick<AdaptiveSearchOptions, 'batchRule' | 'diversity'>>(
  { batchRule: { kind: 'greedy' }, diversity: 0 },
  { batchRule: { kind: 'greedy' }, diversity: 0.5 },
  { batchRule: { kind: 'upper-confidence', deviations: 2 }, diversity: 0 },
  { batchRule: { kind: 'upper-confidence', deviations: 2 }, diversity: 0.3 },
  { batchRule: { kind: 'thompson' }, diversity: 0 },
  { batchRule: { kind: 'softmax', temperature: 0.5 }, diversity: 0 },
  { batchRule: { kind: 'softmax', temperature: 0.5 }, diversity: 0.9 },
  { batchRule: { kind: 'epsilon-greedy', epsilon: 0.3 }, diversity: 0 },
  { batchRule: { kind: 'epsilon-greedy', epsilon: 0.3 }, diversity: 0.4 },
  { batchRule: { kind: 'uniform' }, diversity: 0 },
  { batchRule: { kind: 'variance' }, diversity: 0 },
  { batchRule: { kind: 'variance' }, diversity: 0.2 },
  { batchRule: { kind: 'graph' }, diversity: 0 },
);

interface Settings extends Partial<AdaptiveSearchOptions> {
  readonly budget: number;
  readonly rounds: number;
}

function search(
  { matrix, prior, exactScores }: Corpus,
  { budget, rounds, ...settings }: Settings,
): Promise<Round[]> {
  return searchAll({
    ...SEARCH_DEFAULTS,
    matrix,
    prior,
    scorer: async (docRows) => Float32Array.from(docRows, (row) => exactScores[row]),
    roundSizes: planRounds(budget, { kind: 'equal', rounds }, matrix.rows),
    ...settings,
  });
}

function lastOf(found: Round[]): Round {
  return found[found.length - 1];
}

describe('adaptiveSearch', () => {
  it('spends exactly the budget (or |I|), never scores an item twice, answers by exact scores only', async () => {
    const settings = fc.record({ budget, rounds, fit, scoreScale, transform, intercept: fc.boolean() });
    const firstStage = fc.array(fc.nat(1e6), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(corpus, settings, firstStage, async (given, chosen, candidates) => {
        const { rows } = given.matrix;
        const firstStageRows = Uint32Array.from(candidates, (candidate) => candidate % rows);
        const calls: number[] = [];
        const found = await search(given, {
          ...chosen,
          firstStageRows,
          scorer: async (docRows) => {
            calls.push(...docRows);
            return Float32Array.from(docRows, (row) => given.exactScores[row]);
          },
        });
        const sizes = planRounds(chosen.budget, { kind: 'equal', rounds: chosen.rounds }, rows);
        expect(found.map((round) => round.scored.docRows.length)).toEqual(sizes);
        expect(calls.length).toBe(Math.min(chosen.budget, rows));
        expect(new Set(calls).size).toBe(calls.length);
        expect(lastOf(found).scorerCalls).toBe(calls.length);
        const docRows = Uint32Array.from(calls);
        expect(lastOf(found).best).toEqual(
          sortRanking(
            docRows,
            Float32Array.from(docRows, (row) => given.exactScores[row]),
          ),
        );
        for (const { estimates, queryVector } of found) {
          expect(estimates.length).toBe(rows);
          expect([...estimates, ...queryVector].every(Number.isFinite)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('takes the best estimates among the items not scored yet', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, budget, rounds, fit, async (given, B, R, chosenFit) => {
        const found = await search(given, { budget: B, rounds: R, fit: chosenFit });
        const isScored = new Uint8Array(given.matrix.rows);
        for (const [position, { scored }] of found.entries()) {
          if (position > 0) {
            const { estimates } = found[position - 1];
            const expected = topK(estimates, scored.docRows.length, isScored);
            expect(scored.docRows.slice().sort()).toEqual(expected.docRows.slice().sort());
          }
          for (const row of scored.docRows) isScored[row] = 1;
        }
      }),
      { seed: 2 },
    );
  });

  it('is retrieve-and-rerank with one round, whatever the fit', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, budget, fit, async (given, B, chosenFit) => {
        const found = await search(given, { budget: B, rounds: 1, fit: chosenFit });
        const priorScores = await createCpuCompute().multiply(given.matrix, given.prior);
        const { docRows } = topK(priorScores, B);
        expect(found.length).toBe(1);
        expect(found[0].best).toEqual(
          sortRanking(
            docRows,
            Float32Array.from(docRows, (row) => given.exactScores[row]),
          ),
        );
      }),
      { seed: 3 },
    );
  });

  it('finds what retrieve-and-rerank finds when lambda = 1, in any number of rounds', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, budget, rounds, async (given, B, R) => {
        const adaptive = await search(given, { budget: B, rounds: R, fit: { kind: 'mix', lambda: 1 } });
        const oneRound = await search(given, { budget: B, rounds: 1 });
        expect(lastOf(adaptive).best).toEqual(oneRound[0].best);
      }),
      { seed: 4 },
    );
  });

  it('is ADACUR on transposed anchor scores: every estimate equals a^T (R_anc[:, A])^+ R_anc', async () => {
    const chosenRounds = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(corpus, budget, chosenRounds, async (given, B, R) => {
        const scoredRows: number[] = [];
        for (const { scored, estimates } of await search(given, { budget: B, rounds: R })) {
          scoredRows.push(...scored.docRows);
          // The rows of A are the columns of R_anc[:, A], so this is the vector a^T (R_anc[:, A])^+.
          const weights = pseudoInverseTimes(
            gatherRows(given.matrix, Uint32Array.from(scoredRows)),
            scoredRows.map((row) => given.exactScores[row]),
          );
          const expected = Float64Array.from(estimates, (_, row) => dotRow(given.matrix, row, weights));
          expectAllClose(estimates, expected, 1e-6);
        }
      }),
      { seed: 5 },
    );
  });

  it('recovers a query vector exactly from noise-free scores once the scored items span the space', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, rounds, async (given, R) => {
        const { matrix, prior } = given;
        // The unit vectors in front make every first stage that holds them span the space.
        const spanning = withUnitRows(matrix);
        const truth = Float64Array.from(prior, (value, c) => value + c);
        const exactScores = Float32Array.from({ length: spanning.rows }, (_, row) =>
          dotRow(spanning, row, truth),
        );
        const found = await search(
          { matrix: spanning, prior, exactScores },
          {
            budget: spanning.rows,
            rounds: R,
            firstStageRows: Uint32Array.from({ length: matrix.cols }, (_, row) => row),
          },
        );
        expectAllClose(lastOf(found).queryVector, truth, 1e-10);
        expectAllClose(lastOf(found).estimates, exactScores, 1e-9);
      }),
      { seed: 6 },
    );
  });
});

describe('every batch rule', () => {
  it('keeps the sizes, takes no item twice and none outside the shortlist, and depends on the seed alone', async () => {
    const seed = fc.nat(1e6);
    const firstStage = fc.array(fc.nat(39), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        corpus,
        batchRule,
        rounds,
        seed,
        firstStage,
        async (given, rule, R, chosenSeed, rows) => {
          const { matrix } = given;
          const shortlist = createRandom(chosenSeed).sample(matrix.rows, Math.ceil(0.7 * matrix.rows));
          const roundSizes = planRounds(50, { kind: 'equal', rounds: R }, shortlist.length);
          const neighbours = await buildNeighbourGraph({
            matrix,
            neighboursPerItem: 4,
            compute: createCpuCompute(),
          });
          const once = () =>
            search(given, {
              budget: 50,
              rounds: R,
              roundSizes,
              shortlist,
              firstStageRows: Uint32Array.from(rows, (row) => row % matrix.rows),
              fit: { kind: 'ridge', mu: 1 },
              seed: chosenSeed,
              neighbours,
              ...rule,
            });
          const found = await once();
          expect(found.map(({ scored }) => scored.docRows.length)).toEqual(roundSizes);
          const scored = found.flatMap((round) => [...round.scored.docRows]);
          expect(scored.sort((a, b) => a - b)).toEqual([...shortlist]);
          const kinds = ['first-stage', 'prior', 'exploration', rule.batchRule.kind];
          for (const { pickedBy, scored } of found) {
            expect(pickedBy.length).toBe(scored.docRows.length);
            expect(pickedBy.filter((kind) => !kinds.includes(kind))).toEqual([]);
          }
          const again = await once();
          expect(again.map((round) => round.scored)).toEqual(found.map((round) => round.scored));
          expect(again.map((round) => round.pickedBy)).toEqual(found.map((round) => round.pickedBy));
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

/** The d unit vectors above the rows of the matrix. */
function withUnitRows(matrix: Matrix): Matrix {
  const { rows, cols } = matrix;
  const data = new Float32Array((cols + rows) * cols);
  for (let c = 0; c < cols; c++) data[c * cols + c] = 1;
  data.set(matrix.data, cols * cols);
  return { rows: cols + rows, cols, data };
}
