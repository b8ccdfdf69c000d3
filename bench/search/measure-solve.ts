import { dotRow } from '../../src/core/matrix.ts';
import { openQueryModel } from '../../src/core/open-query-model.ts';
import type { QueryFit } from '../../src/core/query-fit.ts';
import { randomMatrix, randomVector } from '../../src/testing/random-matrix.ts';
import { median } from '../index/statistics.ts';

/** As the figures name it: B = 500 in 10 rounds, d = 384. */
export const SOLVE_SIZE = { budget: 500, rounds: 10, dimension: 384 } as const;

export const SOLVED_FITS = {
  /** Ridge with mu as given. */
  fixedMu: { kind: 'ridge', mu: 0.1 },
  leaveOneOut: { kind: 'ridge', mu: 'leave-one-out' },
  /** AXN's. */
  leastSquares: { kind: 'mix', lambda: 0.8 },
} as const satisfies Readonly<Record<string, QueryFit>>;

export type SolvedFit = keyof typeof SOLVED_FITS;

export interface SolveSize {
  readonly budget: number;
  readonly rounds: number;
  readonly dimension: number;
}

/** Milliseconds of the fit after each round: a median over searches. */
export type SolveTimes = Readonly<Record<SolvedFit, readonly number[]>>;

const SEARCHES = 9;
const SEED = 4;
const NOISE = 0.5;

/**
 * Items that were just scored are added and the query is fitted, round after round as in a search. One more search, which
 * is compiled meanwhile, is not counted.
 */
export function measureSolve(size: SolveSize): SolveTimes {
  const { budget, rounds, dimension } = size;
  const matrix = randomMatrix(budget, dimension, SEED);
  const hidden = randomVector(dimension, SEED + 1);
  const errors = randomVector(budget, SEED + 2);
  const targets = errors.map((error, row) => dotRow(matrix, row, hidden) + NOISE * error);
  const prior = {
    vector: hidden.map((value, i) => value + errors[i % budget]),
    columnWeights: new Float64Array(),
  };

  function timesOf(fit: QueryFit): number[] {
    const searches = Array.from({ length: SEARCHES + 1 }, () => {
      const model = openQueryModel(fit, { matrix, columns: [] }, prior);
      return Array.from({ length: rounds }, (_, round) => {
        const [start, end] = [round, round + 1].map((each) => Math.floor((each * budget) / rounds)); // exclusive
        const startMs = performance.now();
        model.addItems(Uint32Array.from({ length: end - start }, (__, i) => start + i));
        model.fit(targets.slice(0, end));
        return performance.now() - startMs;
      });
    }).slice(1);
    return Array.from({ length: rounds }, (_, round) => median(searches.map((times) => times[round])));
  }

  const { fixedMu, leaveOneOut, leastSquares } = SOLVED_FITS;
  return {
    fixedMu: timesOf(fixedMu),
    leaveOneOut: timesOf(leaveOneOut),
    leastSquares: timesOf(leastSquares),
  };
}
