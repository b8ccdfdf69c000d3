import type { StoredQuery } from '../../workers/client.ts';

/** In order of first appearance; '' for queries whose source does not say. */
export function splitsOf(queries: readonly StoredQuery[]): string[] {
  return [...new Set(queries.map(({ split }) => split))];
}

/** Queries of one split (undefined: any) that hold every given word, in any case, in id or text. */
export function filterQueries(
  queries: readonly StoredQuery[],
  words: string,
  split: string | undefined,
): StoredQuery[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return queries.filter((query) => {
    if (split !== undefined && query.split !== split) return false;
    const within = `${query.id} ${query.text}`.toLowerCase();
    return wanted.every((word) => within.includes(word));
  });
}
