/** Long documents as passages: of words, of sentences, or a section each. */
import { XennError } from '../core/errors.ts';
import type { SourceDocument } from '../core/records.ts';
import { MAX_SENTENCE_WORDS, MAX_TITLE_CHARACTERS } from './limits.ts';
import type { TextSpan } from './parsed.ts';
import type { Chunking } from './records.ts';
import { findSentences } from './text-sentences.ts';
import { countWords, findWords } from './text-words.ts';

/** A passage: part of the text and, where a section goes on from the passage before, the heading it stands under. */
interface Passage extends TextSpan {
  readonly heading?: TextSpan;
}

const UNITS: readonly Chunking['unit'][] = ['words', 'sentences', 'headings'];

/** @throws InvalidArgumentError when it says no way of cutting. */
export function checkChunking({ unit, size, overlap }: Chunking): void {
  if (!UNITS.includes(unit)) {
    throw new XennError(
      'InvalidArgumentError',
      `Expected passages by ${UNITS.join(', ')}; found ${String(unit)}. Choose one of these.`,
    );
  }
  if (!(Number.isSafeInteger(size) && size >= 1)) {
    throw new XennError(
      'InvalidArgumentError',
      `Expected a size of passages of at least 1, a whole number; found ${size}. Choose another.`,
    );
  }
  const most = unit === 'headings' ? 0 : size - 1;
  if (!(Number.isSafeInteger(overlap) && overlap >= 0 && overlap <= most)) {
    throw new XennError(
      'InvalidArgumentError',
      unit === 'headings'
        ? `Passages by headings do not overlap: expected 0, found ${overlap}. Choose 0.`
        : `Expected an overlap from 0 to ${most}, less than the size of the passages; found ${overlap}. Choose another.`,
    );
  }
}

/**
 * The passages of a document, with ids `id#1`, `id#2`, …, its title and its id as `parentId`; the document itself where it
 * fits into one. Nothing but white space between passages is left out.
 *
 * By 'headings', a passage is a section, its heading the first line. One of more than `size` words goes on in further
 * passages, by whole sentences as long as they fit, each under the heading again; a heading of more than half of `size`, or
 * of more than MAX_TITLE_CHARACTERS, is not repeated. Text before the first heading is a section without one.
 *
 * @param headings where they stand in the text, in order and apart
 * @param chunking as `checkChunking` lets it pass
 */
export function* chunkDocument(
  document: SourceDocument,
  chunking: Chunking,
  headings: readonly TextSpan[] = [],
): Generator<SourceDocument> {
  const { id, title, text } = document;
  const passages = cut(text, chunking, headings);
  const first = passages.next();
  let next = passages.next();
  if (first.done || next.done) {
    yield document;
    return;
  }
  const named = (n: number, { start, end, heading }: Passage): SourceDocument => {
    const above = heading ? `${text.slice(heading.start, heading.end)}\n` : '';
    return { id: `${id}#${n}`, title, text: above + text.slice(start, end), parentId: id };
  };
  yield named(1, first.value);
  for (let n = 2; !next.done; n++) {
    yield named(n, next.value);
    next = passages.next();
  }
}

function cut(
  text: string,
  { unit, size, overlap }: Chunking,
  headings: readonly TextSpan[],
): Generator<Passage> {
  const whole = { start: 0, end: text.length };
  if (unit === 'words') return windows(findWords(text, whole), size, overlap);
  if (unit === 'sentences') return windows(findSentences(text, whole, MAX_SENTENCE_WORDS), size, overlap);
  return sections(text, size, headings);
}

/** Windows of `size` units, each beginning with the last `overlap` of the one before; the last one may be shorter. */
function* windows(units: Iterable<TextSpan>, size: number, overlap: number): Generator<Passage> {
  let held: TextSpan[] = [];
  const span = () => ({ start: held[0].start, end: held[held.length - 1].end });
  for (const unit of units) {
    if (held.length === size) {
      yield span();
      held = held.slice(size - overlap);
    }
    held.push(unit);
  }
  if (held.length > 0) yield span();
}

function* sections(text: string, size: number, headings: readonly TextSpan[]): Generator<Passage> {
  const starts = [...headings.map(({ start }) => start), text.length];
  yield* packSentences(text, { start: 0, end: starts[0] }, size);
  for (const [index, heading] of headings.entries()) {
    yield* section(text, { start: heading.start, end: starts[index + 1] }, size, heading);
  }
}

function* section(text: string, span: TextSpan, size: number, heading: TextSpan): Generator<Passage> {
  const headingWords = countWords(text, heading);
  if (2 * headingWords > size || heading.end - heading.start > MAX_TITLE_CHARACTERS) {
    yield* packSentences(text, span, size);
    return;
  }
  const passages = packSentences(text, { start: heading.end, end: span.end }, size - headingWords);
  const first = passages.next();
  yield { start: heading.start, end: first.done ? heading.end : first.value.end };
  for (const passage of passages) yield { ...passage, heading };
}

/** As many whole sentences a passage as there is room for; one that is longer than a passage is cut. */
function* packSentences(text: string, span: TextSpan, size: number): Generator<Passage> {
  let open: TextSpan | undefined;
  let room = size;
  for (const sentence of findSentences(text, span, size)) {
    const wordCount = countWords(text, sentence);
    if (open && wordCount > room) {
      yield open;
      open = undefined;
      room = size;
    }
    open = { start: open?.start ?? sentence.start, end: sentence.end };
    room -= wordCount;
  }
  if (open) yield open;
}
