/** What an import does not take, for its report. */
import { XennError } from '../core/errors.ts';
import type { RefusedLine } from '../core/records.ts';
import type { Located } from '../formats/records.ts';

/** Refused lines kept word for word for the report; beyond that they are only counted. */
export const REFUSED_LINES_KEPT = 1000;

/** Of a reason; an id that it quotes may be as long as a line. */
const REASON_CHARACTERS = 300;

export interface Refusals {
  add(lines: readonly RefusedLine[]): void;
  /** Those of `items` at `positions`, each with its place and a reason. */
  addAt<T>(items: readonly Located<T>[], positions: readonly number[], reason: (value: T) => string): void;
  kept(): readonly RefusedLine[];
  count(): number;
}

/** Nothing refused yet. */
export function createRefusals(): Refusals {
  const kept: RefusedLine[] = [];
  let count = 0;
  const addOne = (line: RefusedLine) => {
    count++;
    if (kept.length < REFUSED_LINES_KEPT) kept.push({ ...line, reason: shorten(line.reason) });
  };
  return {
    add: (lines) => lines.forEach(addOne),
    addAt(items, positions, reason) {
      for (const position of positions) {
        const { value, file, line } = items[position];
        addOne({ file, line, reason: reason(value) });
      }
    },
    kept: () => kept,
    count: () => count,
  };
}

function shorten(reason: string): string {
  return reason.length > REASON_CHARACTERS ? `${reason.slice(0, REASON_CHARACTERS)}…` : reason;
}

/** What was read, without where. */
export function valuesOf<T>(located: readonly Located<T>[]): T[] {
  return located.map(({ value }) => value);
}

/** The error of an import that holds no document. */
export function nothingAccepted(refusals: Refusals): XennError {
  const [first] = refusals.kept();
  const found = first
    ? `${refusals.count()} lines were refused, the first in ${first.file}, line ${first.line}: ${first.reason}`
    : 'the input holds no document';
  return new XennError(
    'ImportError',
    `Expected at least one document with a text, found none: ${found}. Nothing was stored; check the file and the chosen columns.`,
  );
}
