/** Consecutive rows of a ridge problem that are solved together. */
export interface RidgeBatch {
  readonly rowStart: number;
  readonly rowEnd: number; // exclusive
  /** For each row: its first entry, counted from the batch's first; its number of entries; where its scratch starts. */
  readonly tasks: Uint32Array;
  /** Scratch numbers of all rows. */
  readonly scratchEntries: number;
}

/** Every device binds buffers of this many numbers: half of WebGPU's default limit of 128 MiB. */
export const NUMBERS_PER_BATCH = 2 ** 24;

/**
 * Cuts the rows of a sparse matrix (`entryStart` is its rowStart) with `cols` unknowns each into batches whose
 * buffers together hold at most `limit` numbers; a row that needs more is a batch by itself.
 */
export function planRidgeBatches(entryStart: Uint32Array, cols: number, limit: number): RidgeBatch[] {
  const rows = entryStart.length - 1;
  const batches: RidgeBatch[] = [];
  for (let rowStart = 0; rowStart < rows; ) {
    const tasks: number[] = [];
    let scratchEntries = 0;
    let row = rowStart;
    for (; row < rows; row++) {
      const entryCount = entryStart[row + 1] - entryStart[row];
      const scratch = scratchOfRow(entryCount, cols);
      const batchEntries = entryStart[row + 1] - entryStart[rowStart];
      const numbers = scratchEntries + scratch + 2 * batchEntries + (row + 1 - rowStart) * cols;
      if (row > rowStart && numbers > limit) break;
      tasks.push(entryStart[row] - entryStart[rowStart], entryCount, scratchEntries);
      scratchEntries += scratch;
    }
    batches.push({ rowStart, rowEnd: row, tasks: Uint32Array.from(tasks), scratchEntries });
    rowStart = row;
  }
  return batches;
}

/** The system's lower triangle, two vectors of its size, and a residual for each entry. */
function scratchOfRow(entryCount: number, cols: number): number {
  const size = Math.min(entryCount, cols);
  return (size * (size + 1)) / 2 + 2 * size + entryCount;
}
