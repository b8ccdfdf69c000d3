import { XennError } from '../core/errors.ts';
import { type Entry, extension } from './entries.ts';
import type { ColumnMapping } from './records.ts';

/**
 * `select` of the formats that are one file: the only one there is, or else the only one with an ending of the format.
 *
 * @throws ImportError when there are several, or none of several.
 */
export function selectSingle(entries: readonly Entry[], extensions: readonly string[]): readonly Entry[] {
  if (entries.length === 1) return entries;
  const matching = entries.filter(({ path }) => extensions.includes(extension(path)));
  if (matching.length === 1) return matching;
  const found = matching.length > 0 ? matching : entries;
  throw new XennError(
    'ImportError',
    `Expected one file, found ${found.length}: ${listPaths(found)}. Choose one of them.`,
  );
}

/** The mapping of a format that cannot do without. */
export function requireMapping(entry: Entry, mapping: ColumnMapping | undefined): ColumnMapping {
  if (mapping) return mapping;
  throw new XennError(
    'InvalidArgumentError',
    `${entry.path}: expected a column mapping, found none. Say which column holds the text.`,
  );
}

/** The first paths, and how many more there are. */
export function listPaths(entries: readonly { readonly path: string }[]): string {
  const shown = 8;
  const names = entries.slice(0, shown).map(({ path }) => path);
  const more = entries.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
