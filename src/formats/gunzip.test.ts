import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { errorOf, readAll, sourceFile } from '../testing/source-files.ts';
import { concat } from './decode.ts';
import { previewSource } from './index.ts';
import type { ReadOptions } from './records.ts';

const LINES = Array.from({ length: 400 }, (_, line) => `{"id": ${line}, "text": "é ${line * 7919}"}\n`);
const CONTENT = strToU8(LINES.join(''));
const PACKED = gzipSync(CONTENT, { mtime: 0 });
const OPTIONS: ReadOptions = { format: 'jsonl', mapping: { id: 'id', text: 'text' } };

const read = (bytes: Uint8Array, chunkBytes: readonly number[] = []) =>
  readAll([sourceFile('d.jsonl.gz', bytes, chunkBytes)], OPTIONS);

const EXPECTED = await readAll([sourceFile('d.jsonl', CONTENT)], OPTIONS);

describe('a .gz', () => {
  it.each([[[]], [[7, 1000]], [[1000]]])('is read in chunks of %j', async (sizes) => {
    expect(await read(PACKED, sizes)).toEqual(EXPECTED);
  });

  it.each([[[]], [[3, 50]], [[500]]])('of several parts is read in chunks of %j', async (sizes) => {
    const parts = [LINES.slice(0, 10), LINES.slice(10, 20), LINES.slice(20)].map((lines) =>
      gzipSync(strToU8(lines.join('')), { filename: 'a.jsonl' }),
    );
    expect(await read(concat(parts), sizes)).toEqual(EXPECTED);
  });

  it('is previewed as the file in it, and its bytes are counted as packed', async () => {
    expect(await previewSource([sourceFile('x/d.jsonl.gz', PACKED)])).toMatchObject({
      format: 'jsonl',
      formats: ['jsonl'],
      suggestedName: 'd',
      totalBytes: PACKED.length,
      filesRead: ['x/d.jsonl'],
    });
  });

  it('is read in a BEIR folder and in a zip', async () => {
    const contents = {
      'x/corpus.jsonl.gz': gzipSync(strToU8('{"_id": "d1", "text": "A"}\n')),
      'x/queries.jsonl.gz': gzipSync(strToU8('{"_id": "q1", "text": "one"}\n')),
      'x/qrels/test.tsv.gz': gzipSync(strToU8('q1\td1\t1\n')),
    };
    const folder = Object.entries(contents).map(([path, bytes]) => sourceFile(path, bytes));
    const found = await readAll(folder, { format: 'beir' });
    expect([found.documents.length, found.queries.length, found.judgements.length]).toEqual([1, 1, 1]);
    expect(await readAll([sourceFile('x.zip', zipSync(contents))], { format: 'beir' })).toEqual(found);
  });
});

const changed = (at: number) => {
  const bytes = PACKED.slice();
  bytes[at] ^= 1;
  return bytes;
};

const DAMAGED =
  'd.jsonl.gz is a damaged gzip archive: it cannot be unpacked, or not to what was packed. Download or copy it again.';

test.each<[name: string, bytes: Uint8Array, message: string]>([
  [
    'that is none',
    strToU8('{"id": 1}'),
    'd.jsonl.gz is named like a gzip archive but does not begin like one. Rename it without .gz, or copy it again.',
  ],
  ['whose checksum is another', changed(PACKED.length - 8), DAMAGED],
  ['whose length is another', changed(PACKED.length - 1), DAMAGED],
  ['with something else behind it', concat([PACKED, strToU8('more than a few bytes')]), DAMAGED],
  [
    'whose header does not end',
    concat([Uint8Array.of(0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0), new Uint8Array(200_000).fill(0x61)]),
    DAMAGED,
  ],
  ['of nothing', gzipSync(new Uint8Array(0)), 'd.jsonl is empty. Choose a file that holds documents.'],
])('a .gz %s is refused', async (_, bytes, message) => {
  expect(await errorOf(read(bytes))).toBe(`ImportError: ${message}`);
});

test('a .gz that is cut off is refused wherever that is, and says where', async () => {
  const at = PACKED.length - 500;
  expect(await errorOf(read(PACKED.subarray(0, at)))).toMatch(
    new RegExp(
      `^ImportError: d\\.jsonl\\.gz is cut off: it ends after ${at.toLocaleString('en-US')} bytes, which unpack to [\\d,]+, ` +
        'and more were expected\\. Download or copy it again\\.$',
    ),
  );
  for (const length of [1, 3, 9, 11, 100, PACKED.length - 9, PACKED.length - 8, PACKED.length - 1]) {
    expect(await errorOf(read(PACKED.subarray(0, length)))).toContain('d.jsonl.gz is cut off: it ends after');
  }
});

test('a .gz that unpacks to far more than it holds is refused long before its end', async () => {
  const part = gzipSync(new Uint8Array(1_000_000).fill(0x61));
  const bytes = concat(Array.from({ length: 70 }, () => part));
  expect(await errorOf(read(bytes))).toMatch(
    /^ImportError: The first [\d,]+ bytes of d\.jsonl\.gz unpack to more than the 67,108,864 that were expected at most\. If that is right, unpack it and choose the file inside\.$/,
  );
});
