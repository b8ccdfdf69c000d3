import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cancelledError } from '../core/errors.ts';
import { errorOf, sourceFile } from '../testing/source-files.ts';
import { previewSource, readSource } from './index.ts';
import { SAMPLE_CHARACTERS } from './limits.ts';
import type { ParsedBatch, ReadOptions, SourceFile } from './records.ts';

const JSONL: ReadOptions = { format: 'jsonl', mapping: { id: 'id', text: 'text' } };

function jsonLines(count: number, text = 'A'): string {
  return Array.from({ length: count }, (_, n) => `{"id": ${n}, "text": "${text}"}\n`).join('');
}

async function batchesOf(files: readonly SourceFile[], options: ReadOptions): Promise<ParsedBatch[]> {
  const batches: ParsedBatch[] = [];
  for await (const batch of readSource(files, options)) batches.push(batch);
  return batches;
}

describe('previewSource', () => {
  const endings =
    '.jsonl, .ndjson, .json, .csv, .tsv, .tab, .parquet, .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf';
  const errors: [name: string, files: SourceFile[], message: string][] = [
    ['no file', [], 'Expected a file or a folder, found none. Choose one.'],
    [
      'hidden files only',
      [sourceFile('a/.DS_Store', 'x'), sourceFile('a/.git/config', 'x')],
      'Expected a file with documents, found only hidden ones: a/.DS_Store, a/.git/config. Choose another.',
    ],
    [
      'an unknown type',
      [sourceFile('notes.log', '# Notes')],
      `notes.log: unknown type ".log". Expected a BEIR folder or .zip, or one file that ends in ${endings}.`,
    ],
    [
      'no ending',
      [sourceFile('docs/README', 'Read me')],
      `docs/README: unknown type (no ending). Expected a BEIR folder or .zip, or one file that ends in ${endings}.`,
    ],
    [
      'a PDF',
      [sourceFile('paper.txt', '%PDF-1.7')],
      'paper.txt seems to be a PDF document, not a text file in UTF-8 or UTF-16. Export its text as JSON Lines, CSV, TSV or plain text and choose that file.',
    ],
    ['an empty file', [sourceFile('a.md', '')], 'a.md is empty. Choose a file that holds documents.'],
    [
      'Latin-1',
      [sourceFile('a.csv', Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a))],
      'a.csv, line 2: not UTF-8 text. Save the file as UTF-8 and choose it again.',
    ],
  ];
  it.each(errors)('refuses %s', async (_, files, message) => {
    expect(await errorOf(previewSource(files))).toBe(`ImportError: ${message}`);
  });

  it.each([
    ['docs.JSONL', '{"id": 1}', 'jsonl'],
    ['docs.ndjson', '{"id": 1}', 'jsonl'],
    ['docs.json', '{"id": 1}', 'jsonl'],
    ['docs.csv', 'id,text', 'csv'],
    ['docs.tsv', 'id\ttext', 'tsv'],
    ['docs.txt', 'a', 'text'],
    ['corpus.jsonl', '{"_id": 1}', 'jsonl'],
  ])('tells %s by its ending', async (path, content, format) => {
    expect((await previewSource([sourceFile(path, content), sourceFile('.DS_Store', 'x')])).format).toBe(
      format,
    );
  });

  it('reads the beginning only', async () => {
    let bytesRead = 0;
    const chunk = strToU8(jsonLines(1000));
    const file: SourceFile = {
      path: 'endless.jsonl',
      size: 1e10,
      stream: () =>
        new ReadableStream({
          pull(controller) {
            bytesRead += chunk.length;
            controller.enqueue(chunk);
          },
        }),
    };
    expect((await previewSource([file])).sampleRows.length).toBe(5);
    expect(bytesRead).toBeLessThan(400_000);
  });

  it('reads no further where the first lines are long, and shows what they begin with', async () => {
    let bytesRead = 0;
    const line = strToU8(`${JSON.stringify({ _id: 'a', text: 'x'.repeat(2 ** 21) })}\n`);
    const file: SourceFile = {
      path: 'endless.jsonl',
      size: 1e10,
      stream: () =>
        new ReadableStream({
          pull(controller) {
            bytesRead += line.length;
            controller.enqueue(line);
          },
        }),
    };
    expect((await previewSource([file])).sampleRows).toEqual([['a', 'x'.repeat(SAMPLE_CHARACTERS)]]);
    expect(bytesRead).toBeLessThan(6 * line.length);
  });
});

describe('readSource', () => {
  it('hands on batches of 1,000, and the bytes read so far', async () => {
    const content = jsonLines(2500);
    const batches = await batchesOf([sourceFile('a.jsonl', content, [4096])], JSONL);
    expect(batches.map(({ documents }) => documents.length)).toEqual([1000, 1000, 500]);
    expect(batches.map(({ bytesRead }) => bytesRead)).toEqual([
      4096 * Math.ceil(jsonLines(1000).length / 4096),
      4096 * Math.ceil(jsonLines(2000).length / 4096),
      content.length,
    ]);
  });

  it('hands on batches of 1 MB', async () => {
    const batches = await batchesOf([sourceFile('a.jsonl', jsonLines(9, 'x'.repeat(400_000)))], JSONL);
    expect(batches.map(({ documents }) => documents.length)).toEqual([3, 3, 3]);
  });

  it('does not gather refused lines without bound', async () => {
    const batches = await batchesOf([sourceFile('a.jsonl', 'no\n'.repeat(2500))], JSONL);
    expect(batches.map(({ refused }) => refused.length)).toEqual([1000, 1000, 500]);
  });

  it('hands on small files in one batch, and ends at the total', async () => {
    const files = [
      sourceFile(
        'a.zip',
        zipSync({
          'qrels/test.tsv': strToU8('q1\td1\t1\n'),
          'queries.jsonl': strToU8('{"_id": "q1", "text": "one"}\n'),
          'corpus.jsonl': strToU8('{"_id": "d1", "text": "A"}\n'),
        }),
      ),
    ];
    const batches = await batchesOf(files, { format: 'beir' });
    expect(
      batches.map(({ documents, queries, judgements }) => [
        documents.length,
        queries.length,
        judgements.length,
      ]),
    ).toEqual([[1, 1, 1]]);
    expect(batches[0].bytesRead).toBe((await previewSource(files)).totalBytes);
  });

  it('takes one file for the formats that are one file', async () => {
    const files = [sourceFile('a.txt', 'a'), sourceFile('b.txt', 'b')];
    expect(await errorOf(batchesOf(files, { format: 'text' }))).toBe(
      'ImportError: Expected one file, found 2: a.txt, b.txt. Choose one of them.',
    );
  });

  it('throws what cancel throws, and releases the file', async () => {
    let released = false;
    const chunk = strToU8(jsonLines(1000));
    const file: SourceFile = {
      path: 'endless.jsonl',
      size: 1e10,
      stream: () =>
        new ReadableStream({
          pull: (controller) => controller.enqueue(chunk),
          cancel() {
            released = true;
          },
        }),
    };
    let aborted = false;
    const cancel = {
      get aborted() {
        return aborted;
      },
      throwIfAborted() {
        if (aborted) throw cancelledError();
      },
    };
    const reading = readSource([file], JSONL, cancel);
    await reading.next();
    released = false;
    aborted = true;
    // The rest of the chunk that is already there comes first.
    const readOn = async () => {
      for await (const batch of reading) expect(batch.documents.length).toBe(1000);
    };
    expect(await errorOf(readOn())).toBe('CancelledError: Cancelled.');
    expect(released).toBe(true);
  });

  it('releases the file when reading is left early', async () => {
    let openStreams = 0;
    const chunk = strToU8(jsonLines(1000));
    const file: SourceFile = {
      path: 'endless.jsonl',
      size: 1e10,
      stream() {
        openStreams++;
        return new ReadableStream({
          pull: (controller) => controller.enqueue(chunk),
          cancel() {
            openStreams--;
          },
        });
      },
    };
    for await (const batch of readSource([file], JSONL)) {
      expect(batch.documents.length).toBe(1000);
      break;
    }
    expect(openStreams).toBe(0);
  });

  it('names the file that the platform cannot read', async () => {
    const file: SourceFile = {
      path: 'gone.jsonl',
      size: 10,
      stream: () =>
        new ReadableStream({
          pull() {
            throw new Error('The file was moved');
          },
        }),
    };
    expect(await errorOf(batchesOf([file], JSONL))).toBe(
      'ImportError: gone.jsonl cannot be read (The file was moved). Choose it again.',
    );
  });
});
