import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { boundTogether } from './bounded-entries.ts';
import { type Entry, plainEntry } from './entries.ts';
import { unpackedEntry } from './gunzip.ts';
import { previewSource, readSource } from './index.ts';
import { MAX_TOTAL_BYTES } from './limits.ts';

const plain = (path: string, bytes: number) => plainEntry(sourceFile(path, 'x'.repeat(bytes), [10]));

async function lengthOf(entry: Entry): Promise<number> {
  let length = 0;
  for await (const chunk of entry.open({ bytesRead: 0 })) length += chunk.length;
  return length;
}

test('what is at the bound is read as it is, and again', async () => {
  const entries = boundTogether([plain('a', 60), plain('b', 40)], 100);
  expect(await Promise.all(entries.map(lengthOf))).toEqual([60, 40]);
  expect(await Promise.all(entries.map(lengthOf))).toEqual([60, 40]);
});

test.each([
  [
    [60, 41],
    'The 2 files together hold 101 bytes or more, unpacked; at most 100 were expected. Choose fewer at a time, or split them and import the parts as corpora of their own.',
  ],
  [
    [101],
    'The file holds 101 bytes or more, unpacked; at most 100 were expected. Choose fewer at a time, or split them and import the parts as corpora of their own.',
  ],
])('files of %j bytes are refused before they are read', (lengths, message) => {
  const unread = lengths.map((bytes) => ({ ...plain('a', bytes), open: () => expect.unreachable() }));
  expect(() => boundTogether(unread, 100)).toThrow(message);
});

test('a .gz counts with what comes out of it, and once', async () => {
  const gz = () => unpackedEntry(plainEntry(sourceFile('a.gz', gzipSync(new Uint8Array(1000)))));
  const [packed, other] = boundTogether([gz(), plain('b', 100)], 1200);
  expect(await lengthOf(packed)).toBe(1000);
  expect(await lengthOf(packed)).toBe(1000);
  expect(await lengthOf(other)).toBe(100);
  const [first, second] = boundTogether([gz(), gz()], 1200);
  expect(await lengthOf(first)).toBe(1000);
  expect(await errorOf(lengthOf(second))).toMatch(
    /^ImportError: The 2 files together hold [\d,]+ bytes or more, unpacked; at most 1,200 were expected\./,
  );
});

describe('an import of more than the limit', () => {
  // As a folder of two files says; nothing of it is read.
  const files = ['a.txt', 'b.txt'].map((path) => ({
    ...sourceFile(path, 'one'),
    size: MAX_TOTAL_BYTES / 2 + 1,
  }));
  const message =
    'ImportError: The 2 files together hold 17,179,869,186 bytes or more, unpacked; at most 17,179,869,184 were expected. Choose fewer at a time, or split them and import the parts as corpora of their own.';

  test('is refused when it is previewed', async () => {
    expect(await errorOf(previewSource(files))).toBe(message);
  });

  test('and when it is read', async () => {
    expect(await errorOf(readSource(files, { format: 'files' }).next())).toBe(message);
  });
});
