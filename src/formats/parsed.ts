import type { SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';
import type { Line } from './lines.ts';
import { isBlank, tooLongReason } from './lines.ts';

/** What one line, record or file turned out to be; `line` is where it begins, 0 for a whole file. */
export type Parsed =
  | ParsedDocument
  | { readonly kind: 'query'; readonly line: number; readonly value: SourceQuery }
  | { readonly kind: 'judgement'; readonly line: number; readonly value: SourceJudgement }
  | Refused;

export interface ParsedDocument {
  readonly kind: 'document';
  readonly line: number;
  readonly value: SourceDocument;
  /** Where the headings of its text stand, in order; absent where the format knows none. */
  readonly headings?: readonly TextSpan[];
}

/** A part of a text, in UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface Refused {
  readonly kind: 'refused';
  readonly line: number;
  readonly reason: string;
}

/** Takes the lines of one file in order, as they come; may keep some back until it has seen more. */
export type LineReader = (lines: readonly Line[], atEnd: boolean) => readonly Parsed[];

export function refused(line: number, reason: string): Refused {
  return { kind: 'refused', line, reason };
}

/** What is wrong with a text of `found` characters: 'longer than 4,096 characters (5,000 found)'. */
export function longerThan(limit: number, found: number): string {
  const [most, count] = [limit, found].map((characters) => characters.toLocaleString('en-US'));
  return `longer than ${most} characters (${count} found)`;
}

/** A reader of files where a line stands for itself. Blank lines are passed over, too long ones refused. */
export function eachLine(parse: (text: string, line: number) => Parsed | undefined): LineReader {
  return (lines) => {
    const all: Parsed[] = [];
    for (const line of lines) {
      if (isBlank(line)) continue;
      const parsed =
        line.tooLongBytes === undefined
          ? parse(line.text, line.number)
          : refused(line.number, tooLongReason(line.tooLongBytes));
      if (parsed) all.push(parsed);
    }
    return all;
  };
}
