import { XennError } from '../core/errors.ts';
import { MAX_COLUMNS } from './limits.ts';
import type { ColumnMapping } from './records.ts';

/** Names that say what a column holds, best first, compared without case, spaces and punctuation. */
const KNOWN_NAMES = {
  id: [
    'id',
    'docid',
    'documentid',
    'docno',
    'pid',
    'passageid',
    'articleid',
    'uid',
    'uuid',
    'identifier',
    'key',
  ],
  title: ['title', 'headline', 'heading', 'name', 'subject'],
  text: [
    'text',
    'contents',
    'content',
    'body',
    'passage',
    'abstract',
    'document',
    'description',
    'paragraph',
  ],
} as const;

const ALL_KNOWN_NAMES: ReadonlySet<string> = new Set(Object.values(KNOWN_NAMES).flat());

/** A longer cell is a sentence rather than a name. */
const LONGEST_NAME = 64;

/** The mapping that the names suggest; undefined when none of them says "text". */
export function suggestMapping(
  textColumns: readonly string[],
  idColumns: readonly string[] = textColumns,
): ColumnMapping | undefined {
  const find = (role: keyof typeof KNOWN_NAMES) => {
    const columns = role === 'id' ? idColumns : textColumns;
    for (const known of KNOWN_NAMES[role]) {
      const column = columns.find((name) => normalize(name) === known);
      if (column !== undefined) return column;
    }
    return undefined;
  };
  const [id, title, text] = [find('id'), find('title'), find('text')];
  if (text === undefined) return undefined;
  return { ...(id === undefined ? {} : { id }), ...(title === undefined ? {} : { title }), text };
}

/**
 * A person has to find the text among them, and nothing that writes tables writes so many.
 *
 * @throws ImportError when there are more than MAX_COLUMNS.
 */
export function checkColumnCount(path: string, columnCount: number): void {
  if (columnCount <= MAX_COLUMNS) return;
  const [found, limit] = [columnCount, MAX_COLUMNS].map((count) => count.toLocaleString('en-US'));
  throw new XennError(
    'ImportError',
    `${path} begins with ${found} columns or keys; at most ${limit} were expected. Save those with the id, the title and the text alone.`,
  );
}

/**
 * Whether the first row of a table names its columns. It does when no cell is a number or longer than a name, and
 * either one cell is a name listed above, or there are several cells, all different single words without digits.
 * Only that row is looked at, so that the answer does not depend on how much of the file has been read.
 */
export function isHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim());
  if (names.some((name) => name.length > LONGEST_NAME || /^[\d.,+-]+$/.test(name))) return false;
  if (names.some((name) => ALL_KNOWN_NAMES.has(normalize(name)))) return true;
  return (
    names.length > 1 &&
    new Set(names).size === names.length &&
    names.every((name) => /^\p{L}[\p{L}\p{M}_-]*$/u.test(name))
  );
}

/** Column names of a table: the header's, made different from each other, or 'column 1', 'column 2', … */
export function nameColumns(cells: readonly string[], header: boolean): string[] {
  /** Of each name that is taken, the number that its next copy tries first. */
  const nextCopy = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = (header && cell.trim()) || `column ${index + 1}`;
    let unique = name;
    let copy = nextCopy.get(name) ?? 2;
    while (nextCopy.has(unique)) unique = `${name} (${copy++})`;
    nextCopy.set(name, copy);
    if (unique !== name) nextCopy.set(unique, 2);
    return unique;
  });
}

/** 'Doc ID' and '_doc-id' → 'docid'. */
export function normalize(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
