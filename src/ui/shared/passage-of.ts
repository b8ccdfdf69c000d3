import type { StoredDocument } from '../../core/records.ts';

/** The number of a passage in its document, from 1: 'long#3' of 'long' is 3. Undefined for a whole document. */
export function passageNumber({ id, parentId }: StoredDocument): number | undefined {
  if (parentId === undefined || !id.startsWith(`${parentId}#`)) return undefined;
  const number = Number(id.slice(parentId.length + 1));
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

/** Rows on both sides of a passage among which its neighbours are looked for: they were stored one after the other. */
export const ROWS_BESIDE = 50;

/** Of those found, shown on each side. */
const PASSAGES_BESIDE = 3;

/** Of the documents, the passages right before and after this one in the document that it is of, and itself, in order. */
export function passagesAround(
  passage: StoredDocument,
  documents: readonly StoredDocument[],
): StoredDocument[] {
  const passages = documents
    .filter(({ parentId }) => parentId === passage.parentId)
    .sort((left, right) => (passageNumber(left) ?? 0) - (passageNumber(right) ?? 0));
  const position = passages.findIndex(({ docRow }) => docRow === passage.docRow);
  return passages.slice(Math.max(0, position - PASSAGES_BESIDE), position + PASSAGES_BESIDE + 1);
}
