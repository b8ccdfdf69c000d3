import type { RidgeProblem } from '../core/compute.ts';
import type { Matrix } from '../core/types.ts';
import { copyRows, paddedCols } from './padding.ts';
import type { SimdMemory } from './simd-memory.ts';

/** Entries that a kernel gathers at a time where a row has at least as many as there are dimensions; even. */
const CHUNK_ENTRIES = 64;
/** Of the kernels' `Ridges`, a word each. */
const FIELD_COUNT = 13;

/** Rows that are solved with one job. */
export interface RidgeBatch {
  readonly rowStart: number;
  readonly rowEnd: number; // exclusive
}

/** A batch in the memory. */
export interface RidgeRoom {
  /** Address of the kernels' `Ridges`. */
  readonly ridges: number;
  /** Whether a system was not positive definite. */
  hasFailed(): boolean;
  /** Copies the solutions of the batch into all rows of the solution. */
  readInto(solution: Float32Array): void;
  free(): void;
}

/** Where a matrix lies, with rows of `paddedCols(matrix.cols)` floats, until it is freed. */
export function placeMatrix(memory: SimdMemory, { rows, cols, data }: Matrix): number {
  const stride = paddedCols(cols);
  const [address] = memory.allocate([4 * rows * stride]);
  copyRows(rows, cols, data, cols, memory.floats(address, rows * stride).fill(0), stride);
  return address;
}

/** Copies the entries and priors of a batch. Throws a SimdError when the memory cannot hold it. */
export function allocateRidgeRoom(
  memory: SimdMemory,
  { observed, prior }: RidgeProblem,
  { rowStart, rowEnd }: RidgeBatch,
  features: number,
  threads: number,
): RidgeRoom {
  const rows = rowEnd - rowStart;
  const dimension = prior.cols;
  const stride = paddedCols(dimension);
  const starts = observed.rowStart.subarray(rowStart, rowEnd + 1);
  const entryStart = starts[0];
  const entryEnd = starts[rows];
  const entries = entryEnd - entryStart;
  const systemSize = paddedCols(Math.min(dimension, mostEntries(starts)));
  // The system, its right side, the correction of the prior, and the features of the entries.
  const scratchBytes =
    8 * (systemSize ** 2 + systemSize + stride + stride * Math.max(systemSize, CHUNK_ENTRIES));
  const [ridges, startsAt, colsAt, valuesAt, solutions, scratch] = memory.allocate([
    4 * FIELD_COUNT,
    4 * (rows + 1),
    4 * entries,
    4 * entries,
    4 * rows * stride,
    scratchBytes * threads,
  ]);
  memory.words(startsAt, rows + 1).set(starts.map((start) => start - entryStart));
  memory.words(colsAt, entries).set(observed.col.subarray(entryStart, entryEnd));
  memory.floats(valuesAt, entries).set(observed.value.subarray(entryStart, entryEnd));
  const placed = memory.floats(solutions, rows * stride).fill(0);
  copyRows(rows, dimension, prior.data.subarray(rowStart * dimension), dimension, placed, stride);
  // The fields of `Ridges` in kernels/ridges.ts.
  const fields = memory.words(ridges, FIELD_COUNT);
  fields.set([rows, 0, dimension, startsAt, colsAt, valuesAt, features, solutions]);
  fields.set([scratch, scratchBytes, systemSize, CHUNK_ENTRIES, 0], 8);
  return {
    ridges,
    hasFailed: () => fields[12] === 1,
    readInto(solution) {
      copyRows(rows, dimension, placed, stride, solution.subarray(rowStart * dimension), dimension);
    },
    free: () => memory.free(ridges),
  };
}

/** Of one row; rows begin at `starts`. */
function mostEntries(starts: Uint32Array): number {
  let most = 0;
  for (let row = 1; row < starts.length; row++) most = Math.max(most, starts[row] - starts[row - 1]);
  return most;
}
