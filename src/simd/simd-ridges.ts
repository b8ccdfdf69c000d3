import { checkRidges } from '../core/check-compute.ts';
import type { RidgeProblem } from '../core/compute.ts';
import { XennError } from '../core/errors.ts';
import type { Matrix } from '../core/types.ts';
import { allocateRidgeRoom, placeMatrix, type RidgeBatch } from './ridge-room.ts';
import type { Simd } from './simd.ts';

/** Entries, and numbers of the solution, that are in the memory at a time; of one row there may be more. */
const BATCH_NUMBERS = 1 << 22;

/**
 * `Compute.solveRidges` in float64, rounded to float32; each row is one thread's, so that the number of threads changes
 * no bit. Throws InvalidArgumentError for parts that do not fit or where `mu` is too small for a positive definite
 * system, SimdError when the memory cannot hold the features.
 */
export async function solveSimdRidges(
  simd: Simd,
  problem: RidgeProblem,
  numbersPerBatch = BATCH_NUMBERS,
): Promise<Matrix> {
  checkRidges(problem);
  const { observed, fixed, prior } = problem;
  const { rows, cols } = prior;
  const data = new Float32Array(rows * cols);
  await simd.exclusive(async () => {
    // Not `matrixAt`: every half of a sweep has other features, and none of them twice.
    const features = placeMatrix(simd.memory, fixed);
    try {
      for (const batch of planBatches(observed.rowStart, cols, numbersPerBatch)) {
        await solveBatch(simd, problem, features, batch, data);
      }
    } finally {
      simd.memory.free(features);
    }
  });
  return { rows, cols, data };
}

async function solveBatch(
  simd: Simd,
  problem: RidgeProblem,
  features: number,
  batch: RidgeBatch,
  solution: Float32Array,
): Promise<void> {
  const room = allocateRidgeRoom(simd.memory, problem, batch, features, simd.threads);
  try {
    const args = [room.ridges, problem.mu];
    await simd.run({ kernel: 'solveRidges', args, count: simd.threads, rangeSize: 1 });
    if (room.hasFailed()) {
      throw new XennError(
        'InvalidArgumentError',
        'Expected a positive definite matrix for every ridge regression, but a pivot is not above 0. ' +
          'Use a larger ridge parameter.',
      );
    }
    room.readInto(solution);
  } finally {
    room.free();
  }
}

/**
 * Cuts rows into batches of at most `numbers` entries and at most `numbers` numbers of the solution, which has `cols`
 * columns, but of at least one row.
 */
export function* planBatches(rowStarts: Uint32Array, cols: number, numbers: number): Generator<RidgeBatch> {
  const rows = rowStarts.length - 1;
  for (let rowStart = 0; rowStart < rows; ) {
    let rowEnd = rowStart + 1;
    while (
      rowEnd < rows &&
      rowStarts[rowEnd + 1] - rowStarts[rowStart] <= numbers &&
      (rowEnd + 1 - rowStart) * cols <= numbers
    ) {
      rowEnd += 1;
    }
    yield { rowStart, rowEnd };
    rowStart = rowEnd;
  }
}
