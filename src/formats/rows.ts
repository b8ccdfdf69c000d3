import Papa from 'papaparse';
import { DELIMITER_LINES, MAX_RECORD_CHARACTERS } from './limits.ts';
import type { Line } from './lines.ts';
import { isBlank, tooLongReason } from './lines.ts';
import type { Refused } from './parsed.ts';
import { refused } from './parsed.ts';

/** The cells of one record of a table; `line` is where it begins. */
export interface Row {
  readonly kind: 'row';
  readonly line: number;
  readonly cells: readonly string[];
}

/** How a kind of table is written. */
export interface Dialect {
  /** Absent: guessed from the first lines. */
  readonly delimiter?: string;
  /** What becomes of a line whose quotes do not match: taken as it stands (TSV is often written so), or refused. */
  readonly strayQuotes: 'literal' | 'refused';
}

const DELIMITERS = [',', ';', '\t', '|'];

export const STRAY_QUOTE_REASON =
  'a quoted field is not closed, or more text follows its closing quote; write a quote inside a field as two';

/**
 * Cuts the lines of a table into records; a quoted field may hold line ends, which become LF. What Papa Parse makes
 * of a record is what counts; here is only decided which lines it gets to see. A record that it finds malformed,
 * or that has no end, costs its first line only: reading goes on with the next one.
 */
export function createRowReader(
  dialect: Dialect,
): (lines: readonly Line[], atEnd: boolean) => (Row | Refused)[] {
  let delimiter = dialect.delimiter;
  let waiting: readonly Line[] = [];
  let parseRecord: RecordParser | undefined;

  return (lines, atEnd) => {
    waiting = waiting.length === 0 ? lines : waiting.concat(lines);
    if (!atEnd && delimiter === undefined && waiting.length < DELIMITER_LINES) return [];
    delimiter ??= guessDelimiter(waiting.slice(0, DELIMITER_LINES));
    parseRecord ??= createRecordParser(delimiter, dialect);
    const rows: (Row | Refused)[] = [];
    let start = 0;
    while (start < waiting.length) {
      const taken = takeRecord(waiting, start, atEnd, parseRecord);
      if (!taken) break;
      if (taken.row) rows.push(taken.row);
      start += taken.lineCount;
    }
    waiting = waiting.slice(start);
    return rows;
  };
}

interface Taken {
  readonly lineCount: number;
  /** Absent for a blank line. */
  readonly row?: Row | Refused;
}

/** The record that begins at `lines[start]`; undefined when more lines are needed to tell. */
function takeRecord(
  lines: readonly Line[],
  start: number,
  atEnd: boolean,
  parser: RecordParser,
): Taken | undefined {
  const first = lines[start];
  if (first.tooLongBytes !== undefined) {
    return { lineCount: 1, row: refused(first.number, tooLongReason(first.tooLongBytes)) };
  }
  if (isBlank(first)) return { lineCount: 1 };
  const alone = parser.parse(first.text, first.number);
  if (alone !== 'unfinished') return alone === 'malformed' ? parser.giveUp(first) : alone;

  let end = start + 1;
  // With line ends, so that blank lines count, too.
  let characters = first.text.length + 1;
  for (; end < lines.length; end++) {
    const line = lines[end];
    characters += line.text.length + 1;
    if (line.tooLongBytes !== undefined || characters > MAX_RECORD_CHARACTERS) break;
    // In a record without stray quotes, only a line with an odd number of quotes closes what was open before it.
    if (!hasOddQuotes(line.text)) continue;
    const record = parser.parse(joinLines(lines, start, end + 1), first.number);
    if (record !== 'unfinished') return record === 'malformed' ? parser.giveUp(first) : record;
  }
  if (end === lines.length && !atEnd) return undefined;
  const record = parser.parse(joinLines(lines, start, end), first.number);
  return typeof record === 'string' ? parser.giveUp(first) : record;
}

interface RecordParser {
  /** The first record of a text that begins at this line. */
  parse(text: string, line: number): Taken | 'unfinished' | 'malformed';
  /** What becomes of a line whose quotes do not match. */
  giveUp(line: Line): Taken;
}

function createRecordParser(delimiter: string, dialect: Dialect): RecordParser {
  const quoted = new Papa.Parser({ delimiter, newline: '\n', preview: 1 });
  // In fast mode a quote is a character like any other.
  const literal = new Papa.Parser({ delimiter, newline: '\n', fastMode: true });
  // The line end closes the record; what follows it counts as a cut last row and is left out.
  const run = (parser: Papa.Parser, text: string): Papa.ParseResult<string[]> =>
    parser.parse(`${text}\n`, 0, true);
  return {
    parse(text, line) {
      const { data, errors, meta } = run(quoted, text);
      if (errors.length > 0) return 'malformed';
      if (data.length === 0) return 'unfinished';
      return { lineCount: countLines(text, meta.cursor), row: { kind: 'row', line, cells: data[0] } };
    },
    giveUp({ number, text }) {
      const row: Row | Refused =
        dialect.strayQuotes === 'literal'
          ? { kind: 'row', line: number, cells: run(literal, text).data[0] }
          : refused(number, STRAY_QUOTE_REASON);
      return { lineCount: 1, row };
    },
  };
}

/** Lines of the first `characterCount` characters, the end of the last one being the last of these. */
function countLines(text: string, characterCount: number): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < characterCount - 1; at = text.indexOf('\n', at + 1))
    count++;
  return count;
}

/** The delimiter that parts the first lines most evenly; a comma when none does. */
function guessDelimiter(lines: readonly Line[]): string {
  const text = lines.map((line) => line.text).join('\n');
  return Papa.parse<string[]>(text, {
    newline: '\n',
    preview: DELIMITER_LINES,
    delimitersToGuess: DELIMITERS,
  }).meta.delimiter;
}

function joinLines(lines: readonly Line[], start: number, end: number): string {
  return lines
    .slice(start, end)
    .map((line) => line.text)
    .join('\n');
}

function hasOddQuotes(text: string): boolean {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
}
