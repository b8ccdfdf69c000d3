import { DELIMITER_CHARACTERS, DELIMITER_LINES } from './limits.ts';
import type { Line } from './lines.ts';

/** How many lines, from the first, tell the delimiter of a table; undefined while there are too few. */
export function firstLineCount(lines: readonly Line[]): number | undefined {
  let characters = 0;
  for (let count = 1; count <= lines.length; count++) {
    characters += lines[count - 1].text.length;
    if (count === DELIMITER_LINES || characters >= DELIMITER_CHARACTERS) return count;
  }
  return undefined;
}
