import { checkChunking, chunkDocument } from './chunk-document.ts';
import type { EntryReader } from './entry-reader.ts';
import { MAX_DOCUMENT_CHARACTERS } from './limits.ts';
import type { Parsed, ParsedDocument } from './parsed.ts';
import { refused } from './parsed.ts';
import type { Chunking } from './records.ts';

/**
 * A reader whose documents come as passages, or whole without `chunking`. Passages have the line of their document.
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
    else yield whole(parsed);
  }
}

function* passagesOf({ line, value, headings }: ParsedDocument, chunking: Chunking): Generator<Parsed> {
  for (const passage of chunkDocument(value, chunking, headings)) {
    yield { kind: 'document', line, value: passage };
  }
}

function whole(parsed: ParsedDocument): Parsed {
  const { length } = parsed.value.text;
  if (length <= MAX_DOCUMENT_CHARACTERS) return parsed;
  const [limit, found] = [MAX_DOCUMENT_CHARACTERS, length].map((count) => count.toLocaleString('en-US'));
  return refused(parsed.line, `longer than ${limit} characters (${found} found); cut it into passages`);
}
