import Papa from 'papaparse';
import { firstLineCount } from './first-lines.ts';
import { DELIMITER_CHARACTERS, DELIMITER_LINES, MAX_RECORD_CHARACTERS } from './limits.ts';
import type { Line } from './lines.ts';
import { isBlank, tooLongReason } from './lines.ts';
import type { Refused } from './parsed.ts';
import { longerThan, refused } from './parsed.ts';
import { createRecordEndFinder } from './record-end.ts';

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
 * Cuts the lines of a table into records; a quoted field may hold line ends, which become LF. What Papa Parse makes of a record
 * is what counts; here is only decided which lines it gets to see, so that it is given no text without end. A record whose quotes
 * do not match, or that has no end, costs its first line only: reading goes on with the next one. Each line is looked at a
 * few times at most, whatever the quotes.
 */
export function createRowReader(
  dialect: Dialect,
): (lines: readonly Line[], atEnd: boolean) => (Row | Refused)[] {
  let delimiter = dialect.delimiter;
  let waiting: readonly Line[] = [];
  let takeRecord: RecordTaker | undefined;

  return (lines, atEnd) => {
    waiting = waiting.length === 0 ? lines : waiting.concat(lines);
    if (delimiter === undefined) {
      const count = firstLineCount(waiting) ?? (atEnd ? waiting.length : undefined);
      if (count === undefined) return [];
      delimiter = guessDelimiter(waiting.slice(0, count));
    }
    takeRecord ??= createRecordTaker(delimiter, dialect);
    const rows: (Row | Refused)[] = [];
    let start = 0;
    while (start < waiting.length) {
      const taken = takeRecord(waiting, start, atEnd);
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
type RecordTaker = (lines: readonly Line[], start: number, atEnd: boolean) => Taken | undefined;

function createRecordTaker(delimiter: string, dialect: Dialect): RecordTaker {
  const { parse, giveUp } = createRecordParser(delimiter, dialect);
  const findEnd = createRecordEndFinder(delimiter);
  return (lines, start, atEnd) => {
    const first = lines[start];
    const end = findEnd(lines, start);
    if (first.tooLongBytes !== undefined) {
      return { lineCount: 1, row: refused(first.number, tooLongReason(first.tooLongBytes)) };
    }
    if (isBlank(first)) return { lineCount: 1 };
    if (first.text.length > MAX_RECORD_CHARACTERS) {
      const reason = `${longerThan(MAX_RECORD_CHARACTERS, first.text.length)}; split it into passages`;
      return { lineCount: 1, row: refused(first.number, reason) };
    }
    if (end === 'not yet' && !atEnd) return undefined;
    const cells = typeof end === 'number' ? parse(joinLines(lines, start, end)) : undefined;
    if (typeof end === 'string' || !cells) return { lineCount: 1, row: giveUp(first) };
    return { lineCount: end - start, row: { kind: 'row', line: first.number, cells } };
  };
}

interface RecordParser {
  /** The cells of a whole record; undefined where Papa Parse finds another end of it, or none. */
  parse(text: string): readonly string[] | undefined;
  /** What becomes of a line whose quotes do not match. */
  giveUp(line: Line): Row | Refused;
}

function createRecordParser(delimiter: string, dialect: Dialect): RecordParser {
  const quoted = new Papa.Parser({ delimiter, newline: '\n', preview: 1 });
  // In fast mode a quote is a character like any other.
  const literal = new Papa.Parser({ delimiter, newline: '\n', fastMode: true });
  // The line end closes the record; what follows it counts as a cut last row and is left out.
  const run = (parser: Papa.Parser, text: string): Papa.ParseResult<string[]> =>
    parser.parse(`${text}\n`, 0, true);
  return {
    parse(text) {
      const { data, errors, meta } = run(quoted, text);
      return errors.length === 0 && meta.cursor > text.length ? data[0] : undefined;
    },
    giveUp({ number, text }) {
      return dialect.strayQuotes === 'literal'
        ? { kind: 'row', line: number, cells: run(literal, text).data[0] }
        : refused(number, STRAY_QUOTE_REASON);
    },
  };
}

/** The delimiter that parts the first lines most evenly; a comma when none does. */
function guessDelimiter(lines: readonly Line[]): string {
  const text = joinLines(lines, 0, lines.length).slice(0, DELIMITER_CHARACTERS);
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
