import { wordsOf } from './words.ts';

/**
 * Texts that are near-duplicates of each other: the Jaccard index of their sets of words, |A ∩ B| / |A ∪ B|, is at least
 * 0.8. Case, punctuation, white space, order and repetition of words do not count. A text without a word is no
 * near-duplicate of any.
 */
export interface NearDuplicates {
  /** The position of the first added text that this one is a near-duplicate of. */
  find(text: string): number | undefined;
  add(text: string, position: number): void;
}

/** At least so much of the union, as a fraction, so that no rounding decides. */
const [SHARED, OF_UNION] = [4, 5];

/**
 * An index of texts by their rarest words (the prefix filter of Chaudhuri, Ganti and Kaushik 2006, "A primitive operator
 * for similarity joins in data cleaning"): of two near-duplicates with words in one order, the first words of each, all
 * but as many as must be shared less one, have a word in common. With the rarest words first few texts have to be
 * compared. `texts` are those that may be added.
 */
export function openNearDuplicates(texts: readonly string[]): NearDuplicates {
  const rankOf = ranksByRarity(texts);
  const added: { readonly words: Uint32Array; readonly position: number }[] = [];
  /** By a word's rank: places in `added` of the texts that have it among their first words. */
  const withFirstWord = new Map<number, number[]>();
  /** Ascending ranks; words that no text has all rank below the others, and are counted only. */
  const wordSet = (text: string): { words: Uint32Array; unknown: number } => {
    const distinct = [...new Set(wordsOf(text))];
    const words = Uint32Array.from(distinct.flatMap((word) => rankOf.get(word) ?? [])).sort();
    return { words, unknown: distinct.length - words.length };
  };
  return {
    find(text) {
      const { words, unknown } = wordSet(text);
      const size = words.length + unknown;
      const places = new Set<number>();
      for (const rank of words.subarray(0, Math.max(0, firstWordCount(size) - unknown))) {
        for (const place of withFirstWord.get(rank) ?? []) places.add(place);
      }
      let first: number | undefined;
      for (const place of places) {
        const other = added[place];
        const shared = sharedCount(words, other.words);
        const union = size + other.words.length - shared;
        if (OF_UNION * shared < SHARED * union) continue;
        first = Math.min(first ?? other.position, other.position);
      }
      return first;
    },
    add(text, position) {
      const { words } = wordSet(text);
      for (const rank of words.subarray(0, firstWordCount(words.length))) {
        const places = withFirstWord.get(rank);
        if (places) places.push(added.length);
        else withFirstWord.set(rank, [added.length]);
      }
      added.push({ words, position });
    },
  };
}

function firstWordCount(size: number): number {
  const mustBeShared = Math.ceil((SHARED * size) / OF_UNION);
  return size - mustBeShared + 1;
}

/** Of two ascending arrays. */
function sharedCount(left: Uint32Array, right: Uint32Array): number {
  let shared = 0;
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    if (left[l] === right[r]) shared += 1;
    const isLeftBehind = left[l] <= right[r];
    if (right[r] <= left[l]) r += 1;
    if (isLeftBehind) l += 1;
  }
  return shared;
}

/** Each word of the texts with its place in the order from the rarest on. */
function ranksByRarity(texts: readonly string[]): Map<string, number> {
  const textsWith = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(wordsOf(text))) textsWith.set(word, (textsWith.get(word) ?? 0) + 1);
  }
  const ordered = [...textsWith].sort((a, b) => a[1] - b[1]);
  return new Map(ordered.map(([word], rank) => [word, rank]));
}
