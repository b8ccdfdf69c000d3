import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import {
  arbitraryBytes,
  chunkSizes,
  FUZZ,
  FUZZ_LIMIT_MS,
  mutated,
  takesOrRefuses,
} from '../testing/hostile/fuzz.ts';
import { startPdfThread } from '../testing/pdf-threads.ts';
import { sourceFile } from '../testing/source-files.ts';
import { plainEntry } from './entries.ts';
import { previewSource, readSource } from './index.ts';
import { readNpy } from './npy.ts';
import { encodeNpyHeader } from './npy-header.ts';
import { openNpz } from './npz.ts';
import { configurePdf } from './pdf-worker.ts';
import { readQueryFiles } from './query-files.ts';
import type { ColumnMapping, FormatName, SourceFile } from './records.ts';
import { readSafetensorsHeader, readTensors } from './safetensors.ts';
import { encodeHeader } from './safetensors-header.ts';
import { openScoreParquet, writeScoreParquet } from './score-parquet.ts';
import { readTrecRun } from './trec-run.ts';

configurePdf(startPdfThread);

const bytesOf = (text: string) => new TextEncoder().encode(text);
const JSON_LINES = '{"id": "a", "title": "T", "text": "one \\u00e9"}\n{"id": 2, "text": "two"}\r\n';
const BEIR = '{"_id": "a", "text": "one"}\n{"_id": "b", "text": "two"}\n';
const NPY = new Uint8Array([...encodeNpyHeader({ dtype: '<f4', shape: [2, 2] }), ...new Uint8Array(16)]);
const NPY_TEXTS = new Uint8Array([
  ...encodeNpyHeader({ dtype: '<U1', shape: [2] }),
  97,
  0,
  0,
  0,
  98,
  0,
  0,
  0,
]);
const SAFETENSORS = new Uint8Array([
  ...encodeHeader([{ name: 'items', shape: [2, 1] }], { of: 'a test' }),
  ...new Uint8Array(8),
]);
const PDF =
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
  '3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n' +
  '4 0 obj\n<< /Length 32 >>\nstream\nBT /F 12 Tf 9 9 Td (Tides) Tj ET\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n';

async function* oneGroup() {
  yield { queries: ['q', 'q'], docIds: ['a', 'b'], scores: Float32Array.of(1, 2) };
}
const PARQUET = new Uint8Array(await (await writeScoreParquet(oneGroup(), { made: 'here' })).arrayBuffer());

/** Previewed, then read to the end: what was refused says where. */
async function readCorpus(files: SourceFile[], format?: FormatName, mapping?: ColumnMapping): Promise<void> {
  const preview = await previewSource(files, format);
  const chosen = mapping ?? preview.mapping;
  const options = { format: format ?? preview.format, ...(chosen && { mapping: chosen }) };
  for await (const { documents, refused } of readSource(files, options)) {
    for (const { value } of documents) {
      expect(value.id).not.toBe('');
      expect(`${value.title}${value.text}`.trim()).not.toBe('');
    }
    for (const { file, line, reason } of refused) {
      expect([typeof file, Number.isInteger(line), reason === '']).toEqual(['string', true, false]);
    }
  }
}

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

/** A parser: the name of a file that it takes, files that are right, and how one is read. */
interface Parser {
  readonly path: string;
  readonly valid: readonly Uint8Array[];
  readonly names?: readonly string[];
  /** Of the cases: one that takes long gets fewer. */
  readonly share?: number;
  read(file: SourceFile): Promise<unknown>;
}

const MAPPED = ['ImportError', 'InvalidArgumentError'];
const corpus = (path: string, ...valid: (string | Uint8Array)[]): Parser => ({
  path,
  valid: valid.map((content) => (typeof content === 'string' ? bytesOf(content) : content)),
  names: MAPPED,
  read: (file) => readCorpus([file]),
});

const PARSERS: readonly Parser[] = [
  corpus('a.jsonl', JSON_LINES),
  corpus('a.csv', 'id,title,text\n1,"a ""b""\nc",one\n2,,two\n', 'id;text\n1;one\n'),
  corpus('a.tsv', 'id\ttext\n1\tone\n2\t"two"\n'),
  corpus('corpus.jsonl', BEIR),
  corpus(
    'a.html',
    '<!doctype html><title>T</title><h1>H</h1><p>one &amp; <b>two</b><script>x</script><pre> a\n b</pre>',
  ),
  corpus(
    'a.md',
    '---\ntitle: T\n---\n# H\n\n* one\n  > two *three* `four` [five](six)\n\n| a | b |\n|---|---|\n| c | d |\n',
  ),
  { ...corpus('a.txt', 'one\ntwo\n\nthree\n'), read: (file) => readCorpus([file], 'text') },
  { ...corpus('a.text', 'one\ntwo\n\nthree\n'), read: (file) => readCorpus([file], 'files') },
  { ...corpus('a.pdf', PDF), share: 0.2 },
  {
    ...corpus('a.parquet', PARQUET),
    share: 0.5,
    read: (file) => readCorpus([file], 'parquet', { id: 'doc_id', text: 'query' }),
  },
  corpus(
    'a.zip',
    zipSync({ 'b/corpus.jsonl': bytesOf(BEIR), 'b/qrels/test.tsv': bytesOf('q\ta\t1\n') }),
    zipSync({ 'corpus.jsonl': [bytesOf(BEIR), { level: 0 }] }),
  ),
  corpus('a.jsonl.gz', new Uint8Array(gzipSync(JSON_LINES))),
  {
    path: 'queries.tsv',
    valid: [
      bytesOf('id\ttext\tsplit\nq\twhy\ttest\n'),
      bytesOf('q 0 a 1\nq 0 b 0\n'),
      bytesOf('{"_id": "q", "text": "why"}\n'),
    ],
    read: (file) => drain(readQueryFiles([file])),
  },
  {
    path: 'a.run',
    valid: [bytesOf('q Q0 a 1 2.5 tag\nq Q0 b 2 -1e-3 tag\n')],
    read: (file) => drain(readTrecRun(file)),
  },
  {
    path: 'a.npy',
    valid: [NPY, NPY_TEXTS],
    read: (file) =>
      readNpy<unknown>(plainEntry(file), ({ shape, dtype, numbers, strings }) => {
        const count = shape.reduce((product, size) => product * size, 1);
        return dtype.startsWith('<U') ? strings(count) : numbers(count);
      }),
  },
  {
    path: 'a.npz',
    valid: [zipSync({ 'scores.npy': NPY, 'doc_ids.npy': NPY_TEXTS })],
    async read(file) {
      for (const entry of (await openNpz(file)).values()) await drain(entry.open({ bytesRead: 0 }));
    },
  },
  {
    path: 'a.safetensors',
    valid: [SAFETENSORS],
    async read(file) {
      const header = await readSafetensorsHeader(plainEntry(file));
      await readTensors(
        plainEntry(file),
        header,
        () => true,
        () => undefined,
      );
    },
  },
  {
    path: 'scores.parquet',
    valid: [PARQUET],
    share: 0.5,
    async read(file) {
      await drain((await openScoreParquet(file)).groups());
    },
  },
];

test.each(PARSERS)('$path: valid files are read', async ({ path, valid, read }) => {
  for (const content of valid) await read(sourceFile(path, content));
});

test.each(PARSERS)(
  '$path: mutated files and any bytes are read or refused',
  async ({ path, valid, names, share = 1, read }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 3, arbitrary: mutated(valid) }, arbitraryBytes(valid)),
        chunkSizes,
        async (content, sizes) => {
          await takesOrRefuses(() => read(sourceFile(path, content, sizes)), names);
        },
      ),
      { ...FUZZ, numRuns: Math.ceil(FUZZ.numRuns * share) },
    );
  },
  FUZZ_LIMIT_MS,
);
