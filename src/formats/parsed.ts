import type { SourceDocument, SourceJudgement, SourceQuery } from '../core/records.ts';
import type { Line } from './lines.ts';
import { isBlank, tooLongReason } from './lines.ts';

/** What one line or record turned out to be; `line` is where it begins. */
export type Parsed =
  | { readonly kind: 'document'; readonly line: number; readonly value: SourceDocument }
  | { readonly kind: 'query'; readonly line: number; readonly value: SourceQuery }
  | { readonly kind: 'judgement'; readonly line: number; readonly value: SourceJudgement }
  | Refused;

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
