import type { StoredDocument } from '../../core/records.ts';
import type { RunView } from './run-view.ts';

/** Titles (ids where there is none) by docRow: of the documents that any of the runs found, and of those that were kept. */
export function titlesOf(
  runs: readonly Pick<RunView, 'rounds'>[],
  kept: readonly StoredDocument[] = [],
): ReadonlyMap<number, string> {
  const items = runs.flatMap(({ rounds }) => rounds.flatMap(({ newItems }) => newItems));
  const documents = [...kept, ...items.map(({ document }) => document)];
  return new Map(documents.map(({ docRow, title, id }) => [docRow, title || id]));
}
