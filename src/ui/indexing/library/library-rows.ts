/** The table of item spaces: those that need no index, and the indexes. */
import type { IndexSummary } from '../../../core/index-records.ts';
import {
  type CorpusDetails,
  type EncoderStatus,
  type ItemSpaceId,
  type MeasuredRecall,
  START_SPACES,
} from '../../../workers/client.ts';
import { START_SPACE_NAMES } from '../../search/labels.ts';
import { type HeldOutError, heldOutError } from '../held-out-error.ts';
import { methodLabel } from '../index-labels.ts';

export interface LibraryRow {
  readonly itemSpace: ItemSpaceId;
  readonly name: string;
  readonly method: string;
  /** Absent: a start space. */
  readonly index?: IndexSummary;
  readonly heldOut?: HeldOutError;
  readonly recall?: MeasuredRecall;
  /** Cross-encoder calls that its scores take. */
  readonly calls: number;
  readonly elapsedMs?: number;
  readonly createdMs?: number;
}

export type LibraryColumn = 'name' | 'method' | 'heldOut' | 'recall' | 'calls' | 'elapsedMs' | 'createdMs';

export interface LibraryOrder {
  readonly column: LibraryColumn;
  readonly descending: boolean;
}

/** Newest index first; the start spaces, the oldest of all, last. */
export const INITIAL_ORDER: LibraryOrder = { column: 'createdMs', descending: true };

/** All item spaces, with the recall that was measured with the models in use; undefined: not known yet. */
export function libraryRows(
  { indexes, recalls }: Pick<CorpusDetails, 'indexes' | 'recalls'>,
  models: Pick<EncoderStatus, 'crossEncoder' | 'dualEncoder'> | undefined,
): LibraryRow[] {
  const recallOf = (itemSpace: ItemSpaceId) => {
    const recall = recalls.find(
      (measured) =>
        measured.itemSpace === itemSpace &&
        measured.crossEncoderHash === models?.crossEncoder.hash &&
        measured.dualEncoderHash === models.dualEncoder.hash,
    );
    return recall && { recall };
  };
  return [
    ...START_SPACES.map((itemSpace) => ({
      itemSpace,
      name: START_SPACE_NAMES[itemSpace],
      method: 'No index',
      calls: 0,
      ...recallOf(itemSpace),
    })),
    ...indexes.map((index): LibraryRow => {
      const heldOut = heldOutError(index);
      return {
        itemSpace: index.indexId,
        name: index.name,
        method: methodLabel(index.provenance.method),
        index,
        ...(heldOut && { heldOut }),
        ...recallOf(index.indexId),
        calls: index.scorerCalls,
        elapsedMs: index.elapsedMs,
        createdMs: index.createdMs,
      };
    }),
  ];
}

/** Rows in the order asked for; those without a value in that column come last either way. */
export function sortRows(rows: readonly LibraryRow[], { column, descending }: LibraryOrder): LibraryRow[] {
  const direction = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [sortValue(a, column), sortValue(b, column)];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    return direction * compare(left, right);
  });
}

function sortValue(row: LibraryRow, column: LibraryColumn): string | number | undefined {
  if (column === 'heldOut') return row.heldOut?.after;
  if (column === 'recall') return row.recall?.recall;
  return row[column];
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
}

/** A click on a heading: by that column, the best or newest first; on the same again: the other way round. */
export function nextOrder(order: LibraryOrder, column: LibraryColumn): LibraryOrder {
  if (order.column === column) return { column, descending: !order.descending };
  return { column, descending: column === 'recall' || column === 'createdMs' };
}
