import { XennError } from '../../src/core/errors.ts';
import { createRandom } from '../../src/core/random.ts';
import type { JudgedCorpus } from '../models/beir-folder.ts';
import { createBm25 } from '../models/bm25.ts';

/** What one search gives the cross-encoder to score. */
export interface SearchPairs {
  readonly query: string;
  readonly passages: readonly string[];
}

/** As many as a search with the default budget scores. */
export const PASSAGES_PER_QUERY = 100;

/**
 * Queries drawn at random, each with its best documents by BM25 in that order: what a search has scored. Queries
 * that share words with fewer documents than that are left out. Throws InvalidArgumentError when too few are left.
 */
export function samplePairs(
  { texts, queries }: JudgedCorpus,
  queryCount: number,
  seed: number,
): SearchPairs[] {
  const bm25 = createBm25(texts);
  const found = queries.flatMap(({ text }) => {
    const { docRows } = bm25.rank(text, PASSAGES_PER_QUERY);
    return docRows.length < PASSAGES_PER_QUERY ? [] : [{ query: text, docRows }];
  });
  if (found.length < queryCount) {
    throw new XennError(
      'InvalidArgumentError',
      `Expected ${queryCount} queries that share a word with ${PASSAGES_PER_QUERY} documents, found ${found.length} ` +
        `of ${queries.length}. Ask for fewer pairs.`,
    );
  }
  const chosen = createRandom(seed).sample(found.length, queryCount);
  return Array.from(chosen, (position) => {
    const { query, docRows } = found[position];
    return { query, passages: Array.from(docRows, (docRow) => texts[docRow]) };
  });
}

/** The beginning of a text. */
export function firstWords(text: string, count: number): string {
  return text.split(' ').slice(0, count).join(' ');
}
