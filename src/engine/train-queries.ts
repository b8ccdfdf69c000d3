import { createRandom } from '../core/random.ts';
import type { SourceDocument, SourceQuery } from '../core/records.ts';

export interface TrainQuery {
  readonly text: string;
  /** The document a pseudo-query was made from: left out of its own list, it would only find itself. */
  readonly ownDocRow?: number;
}

const MIN_QUERY_WORDS = 3;
const MAX_QUERY_WORDS = 24;

/**
 * The corpus's own train queries: those marked train; where nothing is marked, all of them. Queries
 * marked for testing never train.
 */
export function ownTrainQueries(queries: readonly SourceQuery[]): SourceQuery[] {
  const marked = queries.filter(({ split }) => split === 'train');
  return marked.length > 0 ? marked : queries.filter(({ split }) => split === '');
}

/** `count` of the own train queries, chosen by seed, in a stable order; fewer when there are fewer. */
export function chooseOwnTrainQueries(
  queries: readonly SourceQuery[],
  count: number,
  seed: number,
): TrainQuery[] {
  const own = distinctTexts(ownTrainQueries(queries).map(({ text }) => ({ text })));
  const rows = createRandom(seed).sample(own.length, Math.min(count, own.length));
  return Array.from(rows.sort(), (row) => own[row]);
}

/**
 * One query a document: its title where that says something, else its most salient sentence, the one
 * whose words are rarest in the given documents on average. Documents that give neither are left out.
 */
export function makePseudoQueries(
  documents: readonly (SourceDocument & { readonly docRow: number })[],
): TrainQuery[] {
  const rarity = wordRarity(documents);
  const queries = documents.flatMap((document) => {
    const text = pseudoQueryOf(document, rarity);
    return text === undefined ? [] : [{ text, ownDocRow: document.docRow }];
  });
  return distinctTexts(queries);
}

function pseudoQueryOf(document: SourceDocument, rarity: (word: string) => number): string | undefined {
  const titleWords = wordsOf(document.title);
  if (titleWords.length >= MIN_QUERY_WORDS && titleWords.length <= MAX_QUERY_WORDS)
    return document.title.trim();
  let best: { text: string; salience: number } | undefined;
  for (const sentence of sentencesOf(document.text)) {
    const words = wordsOf(sentence);
    if (words.length < MIN_QUERY_WORDS || words.length > MAX_QUERY_WORDS) continue;
    const salience = words.reduce((sum, word) => sum + rarity(word), 0) / words.length;
    if (!best || salience > best.salience) best = { text: sentence.trim(), salience };
  }
  return best?.text;
}

/** Inverse document frequency over the given documents. */
function wordRarity(documents: readonly SourceDocument[]): (word: string) => number {
  const documentsWith = new Map<string, number>();
  for (const { title, text } of documents) {
    for (const word of new Set(wordsOf(`${title} ${text}`))) {
      documentsWith.set(word, (documentsWith.get(word) ?? 0) + 1);
    }
  }
  return (word) => Math.log((documents.length + 1) / ((documentsWith.get(word) ?? 0) + 1));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/u);
}

function distinctTexts(queries: readonly TrainQuery[]): TrainQuery[] {
  const seen = new Set<string>();
  return queries.filter(({ text }) => {
    const key = text.trim().toLowerCase();
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
