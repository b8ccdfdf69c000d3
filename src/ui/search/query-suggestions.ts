/** Past searches and the corpus's own queries as suggestions under the query field. */
import type { PastSearch, StoredQuery } from '../../workers/client.ts';

export interface SuggestionGroup {
  readonly group: string;
  readonly items: readonly string[];
}

/** Queries nobody trained on come first: on them, recall says most. */
const SPLITS_FIRST = ['test', 'dev', 'validation', ''];

/** Of many searches, the last ones: the corpus's queries are to stay in view below them. */
const PAST_SEARCHES_SHOWN = 10;

/** What was searched before (newest first, at most ten) and then the corpus's queries; each text once. */
export function suggestQueries(
  history: readonly PastSearch[],
  queries: readonly StoredQuery[],
): SuggestionGroup[] {
  const searched = new Set(history.slice(0, PAST_SEARCHES_SHOWN).map(({ queryText }) => queryText.trim()));
  const others = groupQueries(queries.filter(({ text }) => !searched.has(text.trim())));
  return searched.size > 0 ? [{ group: 'Searched before', items: [...searched] }, ...others] : others;
}

/** Grouped by split, each text once, in the corpus's order. */
export function groupQueries(queries: readonly StoredQuery[]): SuggestionGroup[] {
  const seen = new Set<string>();
  const textsOfSplit = new Map<string, string[]>();
  for (const { text, split } of [...queries].sort((a, b) => placeOf(a.split) - placeOf(b.split))) {
    const trimmed = text.trim();
    if (trimmed === '' || seen.has(trimmed)) continue;
    seen.add(trimmed);
    const texts = textsOfSplit.get(split);
    if (texts) texts.push(trimmed);
    else textsOfSplit.set(split, [trimmed]);
  }
  return Array.from(textsOfSplit, ([split, items]) => ({
    group: split === '' ? 'Queries of this corpus' : `Queries of this corpus: ${split}`,
    items,
  }));
}

function placeOf(split: string): number {
  const place = SPLITS_FIRST.indexOf(split);
  return place === -1 ? SPLITS_FIRST.length : place;
}

/** The corpus's query with this text, which may have judgements. */
export function findQuery(queries: readonly StoredQuery[], queryText: string): StoredQuery | undefined {
  const same = queries.filter(({ text }) => text.trim() === queryText.trim());
  return same.sort((a, b) => placeOf(a.split) - placeOf(b.split))[0];
}
