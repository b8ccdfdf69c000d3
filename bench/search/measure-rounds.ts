import { adaptiveSearch } from '../../src/core/adaptive-search.ts';
import type { Compute } from '../../src/core/compute.ts';
import { createRandom } from '../../src/core/random.ts';
import { planRounds } from '../../src/core/round-schedule.ts';
import { type PresetName, presetOf } from '../../src/core/search-presets.ts';
import type { Matrix } from '../../src/core/types.ts';
import { median } from '../index/statistics.ts';

export const BUDGET = 100;
export const ROUNDS = 10;
const SEARCHES = 5;
const SEED = 3;

/** Everything of a query but its scores' cost. */
export interface GeneratedQuery {
  readonly firstStageRows: Uint32Array;
  /** d entries. */
  readonly prior: Float64Array;
  /** By row: what the cross-encoder would say. */
  readonly scores: Float32Array;
  /** For as many columns as a method has. */
  readonly columnValues: Float64Array;
}

/** Scores that are nearly linear in the vectors, near to what the prior expects; what stands for text is random. */
export async function generateQuery(
  matrix: Matrix,
  compute: Pick<Compute, 'multiply'>,
): Promise<GeneratedQuery> {
  const random = createRandom(SEED);
  const noise = () => random.nextFloat() - 0.5;
  const hidden = Float64Array.from({ length: matrix.cols }, noise);
  const products = await compute.multiply(matrix, hidden);
  return {
    firstStageRows: random.sample(matrix.rows, Math.min(10 * BUDGET, matrix.rows)),
    prior: hidden.map((value) => value + noise()),
    scores: Float32Array.from(products, (product) => product + noise()),
    columnValues: Float64Array.from({ length: matrix.rows }, noise),
  };
}

/**
 * The median of a round's milliseconds, the scores being there at once: over all rounds after the first of `SEARCHES`
 * searches by a preset, in `ROUNDS` rounds. One more search, which compiles and copies the matrix, is not counted.
 */
export async function measureRounds(
  preset: PresetName,
  compute: Compute,
  matrix: Matrix,
  query: GeneratedQuery,
): Promise<number> {
  const { firstStageRows, prior, scores, columnValues } = query;
  const method = presetOf(preset).make('dual-encoder', SEED);
  const roundMs: number[] = [];
  for (let search = 0; search <= SEARCHES; search++) {
    let startMs = performance.now();
    for await (const { index } of adaptiveSearch({
      matrix,
      columns: method.columns.map(() => ({ values: columnValues, priorWeight: 0 })),
      firstStageRows,
      scorer: async (docRows) => Float32Array.from(docRows, (docRow) => scores[docRow]),
      prior,
      fit: method.fit,
      intercept: method.intercept,
      transform: method.transform,
      scoreScale: 'first-batch',
      roundSizes: planRounds(BUDGET, { kind: 'equal', rounds: ROUNDS }, matrix.rows),
      batchRule: method.batchRule,
      diversity: method.diversity,
      explains: true,
      seed: method.seed,
      compute,
    })) {
      const nowMs = performance.now();
      if (search > 0 && index > 1) roundMs.push(nowMs - startMs);
      startMs = nowMs;
    }
  }
  return median(roundMs);
}
