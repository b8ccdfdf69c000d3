import { topK } from '../../src/core/top-k.ts';
import type { Ranking } from '../../src/core/types.ts';

export interface Bm25 {
  /** The k best documents (docRows) that share a word with the query, best first, ties to the lower row. */
  rank(query: string, k: number): Ranking;
}

const K1 = 0.9;
const B = 0.4;

/** Letters, digits and underscores of any script, as `\w` in Python. */
const WORD = /[\p{L}\p{N}_]+/gu;

/**
 * Plain BM25 over `texts`, the baseline that published figures are compared with: lower-cased words, no
 * stemming, no stop words, k1 = .9, b = .4, Lucene's idf. A word that a query holds twice counts twice. (The app
 * itself searches with SQLite's FTS5, which stems.)
 */
export function createBm25(texts: readonly string[]): Bm25 {
  const lengths = new Float64Array(texts.length);
  const postings = new Map<string, Map<number, number>>();
  texts.forEach((text, docRow) => {
    for (const word of wordsOf(text)) {
      lengths[docRow] += 1;
      const counts = postings.get(word) ?? new Map<number, number>();
      counts.set(docRow, (counts.get(docRow) ?? 0) + 1);
      postings.set(word, counts);
    }
  });
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / texts.length;

  return {
    rank: (query, k) => {
      const scores = new Float64Array(texts.length);
      const isUnmatched = new Uint8Array(texts.length).fill(1);
      for (const word of wordsOf(query)) {
        const counts = postings.get(word) ?? new Map<number, number>();
        const idf = Math.log(1 + (texts.length - counts.size + 0.5) / (counts.size + 0.5));
        for (const [docRow, count] of counts) {
          const norm = K1 * (1 - B + (B * lengths[docRow]) / meanLength);
          scores[docRow] += (idf * count * (K1 + 1)) / (count + norm);
          isUnmatched[docRow] = 0;
        }
      }
      return topK(scores, k, isUnmatched);
    },
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}
