/** Queries made from documents, for a corpus that came without. */
import type { TrainQuerySource } from '../core/index-records.ts';
import type { SourceDocument } from '../core/records.ts';
import { firstSeededRows } from './seeded-order.ts';
import type { TrainQuery } from './train-queries.ts';
import { sentencesOf, wordsOf } from './words.ts';

export type PseudoQueryKind = Exclude<TrainQuerySource, 'own' | 'history'>;

/** How much a word says: 0 for one that every document has. */
export type WordRarity = (word: string) => number;

const RARITY_DOCUMENTS = 2000;
const RARITY_SEED = 0;

const MIN_QUERY_WORDS = 3;
const MAX_QUERY_WORDS = 24;
const MIN_KEY_WORDS = 4;
const MAX_KEY_WORDS = 8;

/**
 * The documents that rarity is learned from: the same ones whatever queries are wanted. So the same document always
 * gives the same query, and its scores can be used again.
 */
export function rarityRows(documentCount: number): Uint32Array {
  return firstSeededRows(documentCount, RARITY_DOCUMENTS, RARITY_SEED);
}

/** Inverse document frequency over the given documents. */
export function wordRarity(documents: readonly SourceDocument[]): WordRarity {
  const documentsWith = new Map<string, number>();
  for (const document of documents) {
    for (const word of new Set(wordsOf(textOf(document)))) {
      documentsWith.set(word, (documentsWith.get(word) ?? 0) + 1);
    }
  }
  return (word) => Math.log((documents.length + 1) / ((documentsWith.get(word) ?? 0) + 1));
}

/**
 * One query a document, in the order given; documents that give none are left out.
 * - `titles`: the title where that says something, else as `sentences`;
 * - `sentences`: the most salient sentence, the one whose words are rarest on average;
 * - `key-phrases`: the 4 to 8 words of highest TF-IDF weight, in the order in which the document has them.
 */
export function makePseudoQueries(
  kind: PseudoQueryKind,
  documents: readonly (SourceDocument & { readonly docRow: number })[],
  rarity: WordRarity,
): TrainQuery[] {
  const makeQuery = MAKERS[kind];
  return documents.flatMap((document) => {
    const text = makeQuery(document, rarity);
    return text === undefined ? [] : [{ text, ownDocRow: document.docRow }];
  });
}

type MakeQuery = (document: SourceDocument, rarity: WordRarity) => string | undefined;

const MAKERS: Readonly<Record<PseudoQueryKind, MakeQuery>> = {
  titles: (document, rarity) =>
    hasQueryLength(wordsOf(document.title)) ? document.title.trim() : salientSentence(document, rarity),
  sentences: salientSentence,
  'key-phrases': keyPhrase,
};

function salientSentence({ text }: SourceDocument, rarity: WordRarity): string | undefined {
  let best: { readonly sentence: string; readonly salience: number } | undefined;
  for (const sentence of sentencesOf(text)) {
    const words = wordsOf(sentence);
    if (!hasQueryLength(words)) continue;
    const salience = words.reduce((sum, word) => sum + rarity(word), 0) / words.length;
    if (!best || salience > best.salience) best = { sentence: sentence.trim(), salience };
  }
  return best?.sentence;
}

function keyPhrase(document: SourceDocument, rarity: WordRarity): string | undefined {
  const counts = new Map<string, number>();
  for (const word of wordsOf(textOf(document))) counts.set(word, (counts.get(word) ?? 0) + 1);
  // A map keeps the order in which words were first met, and sorting is stable: ties go to the earlier word.
  const weighted = [...counts].map(([word, count], place) => ({
    word,
    place,
    weight: (1 + Math.log(count)) * rarity(word),
  }));
  const salient = weighted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  if (salient.length < MIN_KEY_WORDS) return undefined;
  const inTextOrder = salient.slice(0, MAX_KEY_WORDS).sort((a, b) => a.place - b.place);
  return inTextOrder.map(({ word }) => word).join(' ');
}

function hasQueryLength({ length }: readonly string[]): boolean {
  return length >= MIN_QUERY_WORDS && length <= MAX_QUERY_WORDS;
}

function textOf({ title, text }: SourceDocument): string {
  return `${title} ${text}`;
}
