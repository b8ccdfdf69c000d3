/** How test queries are to be made from documents, as data of a form. */
import { type NumberField, numberProblem } from '../../indexing/new-index/number-rule.ts';

export type QuerySource = 'titles' | 'sentences' | 'phrases';

export interface MakeQueriesDraft {
  readonly source: QuerySource;
  readonly count: NumberField;
}

export const QUERY_SOURCES: readonly { readonly value: QuerySource; readonly label: string }[] = [
  { value: 'titles', label: 'Titles of documents' },
  { value: 'sentences', label: 'Sentences of documents' },
  { value: 'phrases', label: 'Key phrases of documents' },
];

/** Enough to tell methods apart, for a first look. */
const DEFAULT_COUNT = 50;

/** At most one query is made of a document. */
export function initialMakeDraft(documentCount: number): MakeQueriesDraft {
  return { source: 'sentences', count: Math.min(DEFAULT_COUNT, documentCount) };
}

/** What is wrong with the count; undefined when queries can be made. */
export function countProblem({ count }: MakeQueriesDraft, documentCount: number): string | undefined {
  return numberProblem(count, { whole: true, least: 1, most: documentCount, whyMost: ', one a document' });
}
