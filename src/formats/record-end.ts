import { MAX_RECORD_CHARACTERS } from './limits.ts';
import type { Line } from './lines.ts';

/** How a record of a table stands at the end of a line: over, within quotes, or with quotes that do not match. */
export type QuoteState = 'closed' | 'open' | 'malformed';

/**
 * Follows the quotes of a line as Papa Parse does: one at the beginning of a field opens, two within quotes are one that is
 * meant, and after one that closes only white space may stand before the delimiter or the end of the line.
 *
 * @param line without its end
 * @param isOpen whether it begins within quotes; otherwise a record begins here
 * @param delimiter one character
 */
export function followQuotes(line: string, isOpen: boolean, delimiter: string): QuoteState {
  let at = 0;
  let open = isOpen;
  for (let quote = line.indexOf('"'); quote >= 0; quote = line.indexOf('"', at)) {
    at = quote + 1;
    if (!open) {
      open = quote === 0 || line[quote - 1] === delimiter;
      continue;
    }
    if (line[at] === '"') {
      at++;
      continue;
    }
    while (at < line.length && line[at] !== delimiter && line[at].trim() === '') at++;
    if (at === line.length) return 'closed';
    if (line[at] !== delimiter) return 'malformed';
    open = false;
  }
  return open ? 'open' : 'closed';
}

/** The end (exclusive) of the record that begins at `lines[start]`, or why there is none. */
type RecordEndFinder = (lines: readonly Line[], start: number) => number | 'none' | 'not yet';

/**
 * Finds the ends of records. It is to be asked at every line where one record after the other begins. 'none': the quotes do not
 * match, or not within MAX_RECORD_CHARACTERS, and the next record begins on the next line; 'not yet': the record goes on beyond
 * the lines that are there.
 */
export function createRecordEndFinder(delimiter: string): RecordEndFinder {
  // Numbers of lines, and the characters of them: whoever enters one of `from .. end // exclusive` within quotes leaves the last
  // one so. Were this forgotten, a file of lines that all open quotes would be followed to its end for each.
  let from = 0;
  let end = 0;
  let characters = 0;
  let endIsMalformed = false;

  return (lines, start) => {
    const { number, text } = lines[start];
    if (number >= end) [from, end, characters, endIsMalformed] = [number + 1, number + 1, 0, false];
    if (number === from) {
      from++;
      characters -= length(lines[start]);
    }
    const state = followQuotes(text, false, delimiter);
    if (state !== 'open') return state === 'closed' ? start + 1 : 'none';
    while (!endIsMalformed) {
      const line = lines[start + end - number];
      if (!line) return 'not yet';
      const total = length(lines[start]) + characters + length(line);
      if (line.tooLongBytes !== undefined || total > MAX_RECORD_CHARACTERS) return 'none';
      const after = followQuotes(line.text, true, delimiter);
      if (after === 'closed') return start + end - number + 1;
      if (after === 'malformed') {
        endIsMalformed = true;
      } else {
        characters += length(line);
        end++;
      }
    }
    return 'none';
  };
}

/** With a line end of two characters, so that blank lines count, too. */
function length({ text }: Line): number {
  return text.length + 2;
}
