import type { SourceDocument } from '../../core/records.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';

/** By white space, as passages are cut. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/** 'The first 20 documents that would be stored, 12 of them passages of 3 documents; 14 to 120 words' */
export function passageFacts(documents: readonly SourceDocument[], limit: number): string {
  const counts = documents.map(({ text }) => wordCount(text));
  const passages = documents.filter(({ parentId }) => parentId !== undefined);
  const parents = new Set(passages.map(({ parentId }) => parentId)).size;
  const shown =
    documents.length < limit
      ? `All ${formatCountOf(documents.length, 'document')} that would be stored`
      : `The first ${formatCount(documents.length)} that would be stored`;
  const cut =
    passages.length === 0
      ? 'none of them had to be cut'
      : `${formatCountOf(passages.length, 'is a passage', 'are passages')} of ${formatCountOf(parents, 'longer document')}`;
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const words =
    least === most ? formatCountOf(most, 'word') : `${formatCount(least)} to ${formatCountOf(most, 'word')}`;
  return `${shown}: ${cut}; ${words} each`;
}
