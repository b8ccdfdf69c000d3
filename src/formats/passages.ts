import type { SourceDocument } from '../core/records.ts';
import { checkChunking, chunkDocument } from './chunk-document.ts';
import type { EntryReader } from './entry-reader.ts';
import { MAX_DOCUMENT_CHARACTERS, MAX_TITLE_CHARACTERS } from './limits.ts';
import type { Parsed, ParsedDocument, Refused } from './parsed.ts';
import { longerThan, refused } from './parsed.ts';
import type { Chunking } from './records.ts';

/**
 * A reader whose documents come as passages, or whole without `chunking`. Passages have the line of their document, and so
 * has the refusal of one that is too long.
 *
 * @throws InvalidArgumentError as `checkChunking` does.
 */
export function withPassages(read: EntryReader, chunking: Chunking | undefined): EntryReader {
  if (chunking) checkChunking(chunking);
  return async function* (entry, progress, cancel) {
    for await (const found of read(entry, progress, cancel)) yield eachPassage(found, chunking);
  };
}

/** Made one after the other as they are asked for: with an overlap they can be much longer than their document. */
function* eachPassage(found: Iterable<Parsed>, chunking: Chunking | undefined): Generator<Parsed> {
  for (const parsed of found) {
    if (parsed.kind !== 'document') yield parsed;
    else if (chunking) yield* passagesOf(parsed, chunking);
    else yield checkLength(parsed);
  }
}

function* passagesOf({ line, value, headings }: ParsedDocument, chunking: Chunking): Generator<Parsed> {
  const tooLong = checkRepeated(value, line);
  for (const passage of chunkDocument(value, chunking, headings)) {
    // One that fits into a passage is not cut.
    if (tooLong && passage !== value) {
      yield tooLong;
      return;
    }
    yield checkLength({ kind: 'document', line, value: passage });
  }
}

/** The refusal of a document of which every passage would repeat too much. */
function checkRepeated({ id, title }: SourceDocument, line: number): Refused | undefined {
  const [name, { length }] = id.length > title.length ? (['id', id] as const) : (['title', title] as const);
  if (length <= MAX_TITLE_CHARACTERS) return undefined;
  return refused(
    line,
    `its ${name} is ${longerThan(MAX_TITLE_CHARACTERS, length)}, and every passage would repeat it; shorten it, or leave the document whole`,
  );
}

/** No way of cutting is sure to make a passage short: a text may be one endless word. */
function checkLength(parsed: ParsedDocument): Parsed {
  const length = parsed.value.title.length + parsed.value.text.length;
  if (length <= MAX_DOCUMENT_CHARACTERS) return parsed;
  return refused(
    parsed.line,
    `${longerThan(MAX_DOCUMENT_CHARACTERS, length)}; split it, or cut it into shorter passages`,
  );
}
