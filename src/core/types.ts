/**
 * The types every layer shares. Inside the program a document is its row number, `docRow`; the user's
 * string ids live in storage and on screen only.
 */

/** Row-major: (row, col) is `data[row * cols + col]`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array;
}

/** Compressed sparse rows: row r owns the entries `rowStart[r] .. rowStart[r + 1] // exclusive`. */
export interface SparseMatrix {
  readonly rows: number;
  readonly cols: number;
  /** rows + 1 entries. */
  readonly rowStart: Uint32Array;
  readonly col: Uint32Array;
  readonly value: Float32Array;
}

/** Best first; the two arrays are aligned by index. Ties go to the lower docRow. */
export interface Ranking {
  readonly docRows: Uint32Array;
  readonly scores: Float32Array;
}

/** What an `AbortSignal` offers, without naming the platform. */
export interface Cancel {
  readonly aborted: boolean;
  /** Throws if aborted. */
  throwIfAborted(): void;
}

/** Exact cross-encoder scores of `docRows`, aligned by index, for one query that is closed over. */
export type Scorer = (docRows: Uint32Array, cancel?: Cancel) => Promise<Float32Array>;
