import { checkCount, checkInteger, checkRows, checkSize } from './check.ts';
import type { Compute } from './compute.ts';
import { checkMatrix } from './matrix.ts';
import { createRandom } from './random.ts';
import { topK } from './top-k.ts';
import type { Cancel, Matrix } from './types.ts';

/**
 * Which (train query, item) pairs the cross-encoder is to score, grouped by ascending query: query q owns
 * the entries `rowStart[q] .. rowStart[q + 1] // exclusive`. With scores added it is what `factorize` takes.
 */
export interface PairPlan {
  /** One more entry than there are queries. */
  readonly rowStart: Uint32Array;
  readonly queryRow: Uint32Array;
  readonly docRow: Uint32Array;
}

export interface TopPairsOptions {
  /** |Qtrain| x d and |I| x d, by the same dual-encoder. */
  readonly queryVectors: Matrix;
  readonly itemVectors: Matrix;
  /** k_d; a query gets fewer when the corpus has fewer. */
  readonly pairsPerQuery: number;
  /** One per query: the item that must not be paired with it (what a pseudo-query was made from). */
  readonly excludedRowOfQuery?: Uint32Array;
  readonly compute: Compute;
  /** Awaited after each query with the number done. */
  readonly onQuery?: (queriesDone: number) => Promise<void> | void;
  readonly cancel?: Cancel;
}

/** Per train query its k_d best items by the dual-encoder, best first (the paper's main setting, section 3.1). */
export async function topPairs(options: TopPairsOptions): Promise<PairPlan> {
  const { queryVectors, itemVectors, pairsPerQuery, excludedRowOfQuery, compute, onQuery, cancel } = options;
  checkMatrix('queryVectors', queryVectors);
  checkMatrix('itemVectors', itemVectors);
  checkSize('itemVectors.cols', itemVectors.cols, queryVectors.cols);
  checkSample(queryVectors.rows, itemVectors.rows, pairsPerQuery, excludedRowOfQuery);
  const docRowsOfQuery: Uint32Array[] = [];
  const excluded = new Uint8Array(itemVectors.rows);
  for (let query = 0; query < queryVectors.rows; query++) {
    cancel?.throwIfAborted();
    const start = query * queryVectors.cols;
    const vector = Float64Array.from(queryVectors.data.subarray(start, start + queryVectors.cols));
    const scores = await compute.multiply(itemVectors, vector);
    if (excludedRowOfQuery) excluded[excludedRowOfQuery[query]] = 1;
    docRowsOfQuery.push(topK(scores, pairsPerQuery, excluded).docRows);
    if (excludedRowOfQuery) excluded[excludedRowOfQuery[query]] = 0;
    await onQuery?.(query + 1);
  }
  return groupByQuery(docRowsOfQuery);
}

export interface RandomPairsOptions {
  readonly queryCount: number;
  readonly itemCount: number;
  readonly pairsPerQuery: number;
  readonly seed: number;
  readonly excludedRowOfQuery?: Uint32Array;
}

/** Per train query k_d different items, uniformly at random, ascending; the same seed gives the same plan. */
export function randomPairs(options: RandomPairsOptions): PairPlan {
  const { queryCount, itemCount, pairsPerQuery, seed, excludedRowOfQuery } = options;
  checkSample(queryCount, itemCount, pairsPerQuery, excludedRowOfQuery);
  const random = createRandom(seed);
  const allowedCount = excludedRowOfQuery ? itemCount - 1 : itemCount;
  const pairCount = Math.min(pairsPerQuery, allowedCount);
  return groupByQuery(
    Array.from({ length: queryCount }, (_, query) => {
      const sample = random.sample(allowedCount, pairCount);
      if (!excludedRowOfQuery) return sample;
      const excludedRow = excludedRowOfQuery[query];
      return sample.map((row) => (row < excludedRow ? row : row + 1));
    }),
  );
}

function groupByQuery(docRowsOfQuery: readonly Uint32Array[]): PairPlan {
  const rowStart = new Uint32Array(docRowsOfQuery.length + 1);
  docRowsOfQuery.forEach((docRows, query) => {
    rowStart[query + 1] = rowStart[query] + docRows.length;
  });
  const pairCount = rowStart[docRowsOfQuery.length];
  const queryRow = new Uint32Array(pairCount);
  const docRow = new Uint32Array(pairCount);
  docRowsOfQuery.forEach((docRows, query) => {
    queryRow.fill(query, rowStart[query], rowStart[query + 1]);
    docRow.set(docRows, rowStart[query]);
  });
  return { rowStart, queryRow, docRow };
}

function checkSample(
  queryCount: number,
  itemCount: number,
  pairsPerQuery: number,
  excludedRowOfQuery: Uint32Array | undefined,
): void {
  checkInteger('The number of train queries', queryCount, 1);
  checkInteger('The number of items', itemCount, 1);
  checkInteger('pairsPerQuery', pairsPerQuery, 1);
  if (excludedRowOfQuery) {
    checkCount('excludedRowOfQuery', excludedRowOfQuery.length, queryCount);
    checkRows('excludedRowOfQuery', excludedRowOfQuery, itemCount);
  }
}
