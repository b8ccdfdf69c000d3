/** Items that were selected on the map, as a list and as a file. */
import type { Ranking } from '../../core/types.ts';
import { toCsv } from '../charts/export-csv.ts';
import { estimateOf, type RunView } from './run-view.ts';

export interface SelectedItem {
  readonly docRow: number;
  /** By the search up to the shown round, or from the exact ranking where it is known. */
  readonly exactScore?: number;
  /** After the shown round. */
  readonly estimate?: number;
  /** Absent: the search has not scored it up to the shown round. */
  readonly foundInRound?: number;
}

export interface NamedDocument {
  readonly id: string;
  readonly title: string;
}

/** Those with an exact score first, best first; the others by their estimates. `shownRound`: 0 before the first. */
export function describeItems(
  docRows: Iterable<number>,
  { rounds }: Pick<RunView, 'rounds'>,
  shownRound: number,
  exact: Ranking | undefined,
): SelectedItem[] {
  const foundIn = new Map<number, number>();
  const scores = new Map<number, number>();
  const selected = new Set(docRows);
  exact?.docRows.forEach((docRow, i) => {
    if (selected.has(docRow)) scores.set(docRow, exact.scores[i]);
  });
  for (const { index, newItems } of rounds.slice(0, shownRound)) {
    for (const { document, exactScore } of newItems) {
      foundIn.set(document.docRow, index);
      scores.set(document.docRow, exactScore);
    }
  }
  const round = shownRound > 0 ? rounds[shownRound - 1] : undefined;
  const items = Array.from(selected, (docRow): SelectedItem => {
    const exactScore = scores.get(docRow);
    const estimate = round && estimateOf(round, docRow);
    const foundInRound = foundIn.get(docRow);
    return {
      docRow,
      ...(exactScore !== undefined && { exactScore }),
      ...(estimate !== undefined && { estimate }),
      ...(foundInRound !== undefined && { foundInRound }),
    };
  });
  return items.sort(
    (a, b) =>
      descending(a.exactScore, b.exactScore) || descending(a.estimate, b.estimate) || a.docRow - b.docRow,
  );
}

/** A number before none. */
function descending(a: number | undefined, b: number | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  return b - a;
}

/** CSV with a header line, safe to open in a spreadsheet. */
export function selectionCsv(
  items: readonly SelectedItem[],
  documents: ReadonlyMap<number, NamedDocument>,
): string {
  const fields = ['doc_row', 'id', 'title', 'exact_score', 'estimate', 'found_in_round'];
  const rows = items.map(({ docRow, exactScore, estimate, foundInRound }) => {
    const document = documents.get(docRow);
    return [docRow, document?.id, document?.title, exactScore, estimate, foundInRound];
  });
  return toCsv({ fields, rows });
}
