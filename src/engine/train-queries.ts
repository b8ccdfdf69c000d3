import type { SourceQuery, StoredDocument } from '../core/records.ts';
import { openNearDuplicates } from './near-duplicates.ts';
import { makePseudoQueries, type PseudoQueryKind, rarityRows, wordRarity } from './pseudo-queries.ts';
import type { PastSearch } from './records.ts';
import { firstSeededRows, seededOrder } from './seeded-order.ts';
import { isTestHalf } from './test-half.ts';
import { wordsOf } from './words.ts';

/** Some documents give no query, or one that there is already. */
const DOCUMENTS_PER_READ = 1000;

export interface TrainQuery {
  readonly text: string;
  /** The document a pseudo-query was made from: left out of its own list, it would only find itself. */
  readonly ownDocRow?: number;
}

export interface ChosenTrainQueries {
  readonly queries: readonly TrainQuery[];
  /** Passed over on the way to so many queries: they equal, or nearly equal, one that was chosen before. */
  readonly duplicateCount: number;
}

/**
 * The corpus's own train queries: those marked train, else the unmarked ones; where nothing is marked at all, half of
 * them, the other half being kept for testing. Queries marked for testing never train.
 */
export function ownTrainQueries(queries: readonly SourceQuery[]): SourceQuery[] {
  const marked = queries.filter(({ split }) => split === 'train');
  if (marked.length > 0) return marked;
  const unmarked = queries.filter(({ split }) => split === '');
  // Where others are marked, they are there to test with.
  return unmarked.length < queries.length ? unmarked : unmarked.filter(({ text }) => !isTestHalf(text));
}

/**
 * The first `count` of the own train queries in the seeded order, near-duplicates left out, in the corpus's order;
 * fewer when there are fewer. Those of a smaller count are among them.
 */
export function chooseOwnTrainQueries(
  queries: readonly SourceQuery[],
  count: number,
  seed: number,
): ChosenTrainQueries {
  return chooseTexts(
    ownTrainQueries(queries).map(({ text }) => text),
    count,
    seed,
  );
}

/** The same of searches that were typed, in the order in which they are given. */
export function choosePastSearches(
  searches: readonly PastSearch[],
  count: number,
  seed: number,
): ChosenTrainQueries {
  return chooseTexts(
    searches.map(({ queryText }) => queryText),
    count,
    seed,
  );
}

export interface PseudoQueryRequest {
  readonly kind: PseudoQueryKind;
  readonly count: number;
  readonly seed: number;
  readonly documentCount: number;
  /** In the order of `docRows`. */
  readonly readDocuments: (docRows: Uint32Array) => Promise<StoredDocument[]>;
}

/**
 * The first `count` pseudo-queries in the seeded order of their documents, near-duplicates left out, by ascending
 * document; fewer when the corpus gives fewer. Those of a smaller count are among them.
 */
export async function choosePseudoQueries(request: PseudoQueryRequest): Promise<ChosenTrainQueries> {
  const { kind, count, seed, documentCount, readDocuments } = request;
  const rarity = wordRarity(await readDocuments(rarityRows(documentCount)));
  const docRows = firstSeededRows(documentCount, documentCount, seed);
  const made: TrainQuery[] = [];
  let positions: number[] = [];
  let duplicateCount = 0;
  for (let start = 0; start < documentCount && positions.length < count; start += DOCUMENTS_PER_READ) {
    const documents = await readDocuments(docRows.slice(start, start + DOCUMENTS_PER_READ));
    made.push(...makePseudoQueries(kind, documents, rarity));
    const texts = made.map(({ text }) => text);
    ({ positions, duplicateCount } = firstDistinct(texts, texts.keys(), count));
  }
  const queries = positions.map((position) => made[position]);
  queries.sort((a, b) => (a.ownDocRow ?? 0) - (b.ownDocRow ?? 0));
  return { queries, duplicateCount };
}

function chooseTexts(texts: readonly string[], count: number, seed: number): ChosenTrainQueries {
  const { positions, duplicateCount } = firstDistinct(texts, seededOrder(texts, seed), count);
  positions.sort((a, b) => a - b);
  return { queries: positions.map((position) => ({ text: texts[position].trim() })), duplicateCount };
}

/** Positions of the first `count` texts in `order`, without near-duplicates of earlier ones and without wordless texts. */
function firstDistinct(texts: readonly string[], order: Iterable<number>, count: number) {
  const chosen = openNearDuplicates(texts);
  const positions: number[] = [];
  let duplicateCount = 0;
  for (const position of order) {
    if (positions.length === count) break;
    const text = texts[position];
    if (wordsOf(text).length === 0) continue;
    if (chosen.find(text) !== undefined) {
      duplicateCount += 1;
      continue;
    }
    chosen.add(text, position);
    positions.push(position);
  }
  return { positions, duplicateCount };
}
