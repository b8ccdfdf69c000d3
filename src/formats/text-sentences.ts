import type { TextSpan } from './parsed.ts';
import { findWords } from './text-words.ts';

/** A stop with the quotes and brackets that close after it; or a blank line, which ends a sentence without one. */
const STOP = /[.!?…؟।]+["'”’»)\]]*|[。！？]+["'”’»)\]」』）】]*|\n[^\S\n]*\n/gu;

/** They stand before a name or a number: their full stop ends no sentence. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  (
    'mr mrs ms dr prof rev gen col lt capt sgt sen rep gov pres hon st mt jr sr fig figs eq eqs no nos vol vols ch sec ' +
    'ed eds pp p art approx ca cf vs viz al e.g i.e resp dept jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);

/** Letters with a full stop each: 'J.', 'U.S.' */
const INITIALS = /^(?:\p{L}\.)*\p{L}$/u;

/**
 * The sentences of a part of a text, in order, without the white space around them; one of more than `maxWords` in pieces.
 * A sentence ends at a stop before white space, unless a small letter follows or an abbreviation or an initial stands before
 * it; at a stop of Chinese or Japanese; at a blank line.
 */
export function* findSentences(
  text: string,
  { start, end }: TextSpan,
  maxWords: number,
): Generator<TextSpan> {
  const part = text.slice(start, end);
  let from = start;
  for (const { 0: stop, index } of part.matchAll(STOP)) {
    if (!isEnd(part, index, stop)) continue;
    const to = start + index + stop.length;
    yield* pieces(text, { start: from, end: to }, maxWords);
    from = to;
  }
  yield* pieces(text, { start: from, end }, maxWords);
}

function* pieces(text: string, span: TextSpan, maxWords: number): Generator<TextSpan> {
  let open: TextSpan | undefined;
  let wordCount = 0;
  for (const word of findWords(text, span)) {
    if (open && wordCount === maxWords) {
      yield open;
      open = undefined;
      wordCount = 0;
    }
    open = { start: open?.start ?? word.start, end: word.end };
    wordCount++;
  }
  if (open) yield open;
}

/** Whether the stop at `index` ends a sentence. */
function isEnd(text: string, index: number, stop: string): boolean {
  if (/[\n。！？]/.test(stop[0])) return true;
  const after = text.slice(index + stop.length, index + stop.length + 16);
  if (/^\S|^\s+\p{Ll}/u.test(after)) return false;
  if (stop !== '.') return true;
  const before = /[\p{L}.]*$/u.exec(text.slice(Math.max(0, index - 16), index))?.[0] ?? '';
  return !ABBREVIATIONS.has(before.toLowerCase()) && !INITIALS.test(before);
}
