import { checkCount, checkInteger, checkNumber, checkRows } from './check.ts';
import { XennError } from './errors.ts';
import type { PairChoice, PairShares } from './index-records.ts';
import { createRandom, type Random } from './random.ts';
import { hashRow } from './seeded-hash.ts';
import type { Cancel } from './types.ts';

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

/** A train query's best documents, best first: `count` of them, or fewer where there are fewer. */
export type RankDocuments = (query: number, count: number) => Promise<Uint32Array>;

export interface ChoosePairsOptions {
  readonly queryCount: number;
  readonly itemCount: number;
  /** Of the queries drawn for each document. */
  readonly seed: number;
  /**
   * One a query, of the documents drawn for it. Made of the query's text, they are the same documents whatever other
   * queries there are, so that their scores can be used again.
   */
  readonly seedOfQuery: Uint32Array;
  /** One a query: the item that must not be paired with it (what a pseudo-query was made from). */
  readonly excludedRowOfQuery?: Uint32Array | undefined;
  /** Needed where the dual-encoder has a share, and where BM25 has one: it fills what BM25 leaves open. */
  readonly dualEncoderRanking?: RankDocuments | undefined;
  /** Needed where BM25 has a share. */
  readonly bm25Ranking?: RankDocuments | undefined;
  /**
   * Awaited with the number done: of queries after each one, or of items after each thousand, where queries are chosen item
   * by item. Lets whatever calls for attention have it.
   */
  readonly onStep?: ((done: number) => Promise<void> | void) | undefined;
  readonly cancel?: Cancel | undefined;
}

/** Choosing the queries of one item takes microseconds. */
const ITEMS_PER_STEP = 1000;

/**
 * The pairs of a choice (paper section 3.1 and its ablation). Plain data: the same arguments and rankings give the
 * same plan on every machine. With all other arguments fixed, the plan of fewer documents a query is part of the
 * plan of more; so is that of fewer queries a document.
 *
 * Throws InvalidArgumentError for impossible arguments, CancelledError between steps.
 */
export async function choosePairs(choice: PairChoice, options: ChoosePairsOptions): Promise<PairPlan> {
  checkOptions(options);
  switch (choice.kind) {
    case 'per-query':
      return pairsOfEachQuery(choice.documentsPerQuery, choice.shares, options);
    case 'per-document':
      return pairsOfEachDocument(choice.queriesPerDocument, options);
    case 'all':
      return allPairs(options.queryCount, options.itemCount);
  }
}

/** Every pair of `queryCount` queries and `itemCount` items. */
export function allPairs(queryCount: number, itemCount: number): PairPlan {
  const docRow = new Uint32Array(queryCount * itemCount);
  const queryRow = new Uint32Array(docRow.length);
  for (let pair = 0; pair < docRow.length; pair++) {
    docRow[pair] = pair % itemCount;
    queryRow[pair] = Math.floor(pair / itemCount);
  }
  return {
    rowStart: Uint32Array.from({ length: queryCount + 1 }, (_, query) => query * itemCount),
    queryRow,
    docRow,
  };
}

async function pairsOfEachQuery(
  documentsPerQuery: number,
  shares: PairShares,
  options: ChoosePairsOptions,
): Promise<PairPlan> {
  checkInteger('documentsPerQuery', documentsPerQuery, 1);
  const counts = sharedOut(documentsPerQuery, shares);
  const docRowsOfQuery: Uint32Array[] = [];
  for (let query = 0; query < options.queryCount; query++) {
    options.cancel?.throwIfAborted();
    docRowsOfQuery.push(await documentsOf(query, counts, options));
    await options.onStep?.(query + 1);
  }
  const plan = groupByQuery(docRowsOfQuery);
  checkRows('The rankings', plan.docRow, options.itemCount);
  return plan;
}

/** Documents of one query: the dual-encoder's, then BM25's, then random ones, each only once. */
async function documentsOf(
  query: number,
  counts: PairShares,
  options: ChoosePairsOptions,
): Promise<Uint32Array> {
  const { itemCount, seedOfQuery, excludedRowOfQuery } = options;
  const excludedRow = excludedRowOfQuery?.[query];
  const ranked = counts.dualEncoder + counts.bm25;
  // However much the two lists overlap, this many of each are enough.
  const listLength = ranked + (excludedRow === undefined ? 0 : 1);
  const taken = new Set<number>();
  const takeUntil = (total: number, rows: Iterable<number>) => {
    for (const row of rows) {
      if (taken.size >= total) return;
      if (row !== excludedRow) taken.add(row);
    }
  };
  let nearest: Uint32Array | undefined;
  if (counts.dualEncoder > 0) {
    nearest = await needed('dualEncoderRanking', options.dualEncoderRanking)(query, listLength);
    takeUntil(counts.dualEncoder, nearest);
  }
  if (counts.bm25 > 0) {
    takeUntil(ranked, await needed('bm25Ranking', options.bm25Ranking)(query, listLength));
  }
  if (taken.size < ranked) {
    nearest ??= await needed('dualEncoderRanking', options.dualEncoderRanking)(query, listLength);
    takeUntil(ranked, nearest);
  }
  takeUntil(ranked + counts.random, inRandomOrder(itemCount, createRandom(seedOfQuery[query])));
  return Uint32Array.from(taken);
}

/** For each document different queries, uniformly at random; a document's draw depends on no other document. */
async function pairsOfEachDocument(
  queriesPerDocument: number,
  options: ChoosePairsOptions,
): Promise<PairPlan> {
  checkInteger('queriesPerDocument', queriesPerDocument, 1);
  const { queryCount, itemCount, seed, excludedRowOfQuery } = options;
  const docRowsOfQuery: number[][] = Array.from({ length: queryCount }, () => []);
  for (let docRow = 0; docRow < itemCount; docRow++) {
    if (docRow % ITEMS_PER_STEP === 0) options.cancel?.throwIfAborted();
    let drawn = 0;
    for (const query of inRandomOrder(queryCount, createRandom(hashRow(seed, docRow)))) {
      if (drawn === queriesPerDocument) break;
      if (excludedRowOfQuery?.[query] === docRow) continue;
      docRowsOfQuery[query].push(docRow);
      drawn += 1;
    }
    if ((docRow + 1) % ITEMS_PER_STEP === 0) await options.onStep?.(docRow + 1);
  }
  return groupByQuery(docRowsOfQuery);
}

/**
 * Whole numbers in the ratio of the shares that add up to `count`, handed out one by one to the source that is furthest
 * behind (Webster's method, ties to the earlier source): of a larger count no source ever gets less.
 */
function sharedOut(count: number, { dualEncoder, bm25, random }: PairShares): PairShares {
  const shares = [dualEncoder, bm25, random];
  const sum = dualEncoder + bm25 + random;
  checkNumber('The smallest share', Math.min(...shares), Math.min(...shares) >= 0, 'of at least 0');
  checkNumber('The sum of the shares', sum, Math.abs(sum - 1) < 1e-9, 'equal to 1');
  const counts = [0, 0, 0];
  for (let given = 0; given < count; given++) {
    const claims = shares.map((share, source) => share / (2 * counts[source] + 1));
    counts[claims.indexOf(Math.max(...claims))] += 1;
  }
  return { dualEncoder: counts[0], bm25: counts[1], random: counts[2] };
}

/** 0 .. count // exclusive, each once, every order equally likely; only what is asked for is drawn (Fisher-Yates). */
function* inRandomOrder(count: number, random: Random): Generator<number> {
  const moved = new Map<number, number>();
  for (let left = count; left > 0; left--) {
    const drawn = random.nextInt(left);
    yield moved.get(drawn) ?? drawn;
    moved.set(drawn, moved.get(left - 1) ?? left - 1);
  }
}

function groupByQuery(docRowsOfQuery: readonly ArrayLike<number>[]): PairPlan {
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

function needed(name: string, ranking: RankDocuments | undefined): RankDocuments {
  if (ranking) return ranking;
  throw new XennError(
    'InvalidArgumentError',
    `The shares of the pairs need ${name}, but there is none: give it, or a share of 0.`,
  );
}

function checkOptions({ queryCount, itemCount, seedOfQuery, excludedRowOfQuery }: ChoosePairsOptions): void {
  checkInteger('The number of train queries', queryCount, 1);
  checkInteger('The number of items', itemCount, 1);
  checkCount('seedOfQuery', seedOfQuery.length, queryCount);
  if (excludedRowOfQuery) {
    checkCount('excludedRowOfQuery', excludedRowOfQuery.length, queryCount);
    checkRows('excludedRowOfQuery', excludedRowOfQuery, itemCount);
  }
}
