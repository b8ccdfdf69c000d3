import type { TextSpan } from './parsed.ts';

/**
 * Runs without white space; Chinese and Japanese, which have no spaces, count by the character. Not `Intl.Segmenter`,
 * whose answers differ from one browser to the next.
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** The words of a part of a text, in order. */
export function* findWords(text: string, { start, end }: TextSpan): Generator<TextSpan> {
  for (const { 0: word, index } of text.slice(start, end).matchAll(WORD)) {
    yield { start: start + index, end: start + index + word.length };
  }
}

/** How many `findWords` finds. */
export function countWords(text: string, span: TextSpan): number {
  let count = 0;
  for (const _ of findWords(text, span)) count++;
  return count;
}
