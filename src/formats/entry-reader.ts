import type { Cancel } from '../core/types.ts';
import type { Entry, Progress } from './entries.ts';
import { readLines } from './lines.ts';
import type { LineReader, Parsed } from './parsed.ts';

/**
 * Reads one file from its beginning to its end and hands on what it finds, some at a time. Adds what it took of the
 * input to `progress`. Throws ImportError when the file is not what it should be, and whatever `cancel` throws.
 */
export type EntryReader = (
  entry: Entry,
  progress: Progress,
  cancel?: Cancel,
) => AsyncIterable<Iterable<Parsed>>;

/** The reader of text files, line by line; `open` is asked for each. */
export function byLines(open: (entry: Entry) => LineReader): EntryReader {
  return async function* (entry, progress, cancel) {
    const read = open(entry);
    for await (const { lines, atEnd } of readLines(entry, progress, cancel)) yield read(lines, atEnd);
  };
}
