import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { readAll, sourceFile } from '../testing/source-files.ts';
import { previewSource } from './index.ts';
import type { ReadOptions } from './records.ts';

const MARKS = ['\ufeff', '\n', '\r\n', '\r', '"', '""', ',', ';', '\t', ' ', 'é', '𝒳', 'a', '1', '\0'];

/** What is read, or what is thrown: the same wherever the chunks of the file end. */
async function outcome(path: string, bytes: Uint8Array, options: ReadOptions, chunkBytes: readonly number[]) {
  const files = [sourceFile(path, bytes, chunkBytes)];
  const settle = (promise: Promise<unknown>) => promise.catch((error: unknown) => String(error));
  return [await settle(previewSource(files)), await settle(readAll(files, options))];
}

const cases: [path: string, options: ReadOptions, pieces: string[]][] = [
  [
    'a.jsonl',
    { format: 'jsonl', mapping: { id: '_id', text: 'text' } },
    ['{"_id": "é", "text": "𝒳"}', '{"_id": 1, "text": "A"}\n', '{"_id": 1}\r\n', ...MARKS],
  ],
  [
    'a.csv',
    { format: 'csv', mapping: { text: 'column 2' } },
    ['d1,"A, ""é""\nB"\n', '2,b c d\n', '3,"x\n', ...MARKS],
  ],
  [
    'a.csv',
    { format: 'csv', mapping: { id: 'id', text: 'text' } },
    ['id,text\r\n', 'd1,"A\n\nB"\n', 'd2,b\n', ...MARKS],
  ],
  ['a.tsv', { format: 'tsv', mapping: { text: 'column 2' } }, ['1\t"A\n', '2\t"A" b\n', '3\tb\n', ...MARKS]],
  ['a.txt', { format: 'text' }, ['Some line.\n', ...MARKS]],
];

it.each(cases)('%s is read the same wherever chunks end: %j', async (path, options, pieces) => {
  await fc.assert(
    fc.asyncProperty(
      // Now and then a byte that is not UTF-8, cut characters included.
      fc.array(
        fc.oneof(
          { weight: 30, arbitrary: fc.constantFrom(...pieces) },
          { weight: 1, arbitrary: fc.constant(0xe9) },
        ),
        {
          maxLength: 40,
        },
      ),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
      async (parts, chunkBytes) => {
        const bytes = Uint8Array.from(
          parts.flatMap((part) => (typeof part === 'number' ? [part] : [...strToU8(part)])),
        );
        expect(await outcome(path, bytes, options, chunkBytes)).toEqual(
          await outcome(path, bytes, options, []),
        );
      },
    ),
    { seed: 5, numRuns: 100 },
  );
});

it('BEIR is read the same wherever chunks end, in a folder and in a zip', async () => {
  const line = (...lines: string[]) => fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      line('{"_id": "d1", "title": "é", "text": "𝒳"}\r\n', '{"_id": 2, "text": "B"}\n', '\n', 'no\n'),
      line('{"_id": "q1", "text": "one", "split": "dev"}\n', '{"_id": 2}\r\n', '\r\n'),
      line('query-id\tcorpus-id\tscore\n', 'q1\td1\t1\r\n', 'q1 0 d1 1\n', 'q1\td1\n'),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      async (corpus, queries, qrels, chunkBytes) => {
        const contents = {
          'qrels/dev.tsv': strToU8(qrels.join('')),
          'corpus.jsonl': strToU8(corpus.join('')),
          'queries.jsonl': strToU8(queries.join('')),
        };
        const folder = (sizes: readonly number[]) =>
          Object.entries(contents).map(([path, bytes]) => sourceFile(path, bytes, sizes));
        const zip = sourceFile('x.zip', zipSync(contents), chunkBytes);
        const expected = await readAll(folder([]), { format: 'beir' });
        expect(await readAll(folder(chunkBytes), { format: 'beir' })).toEqual(expected);
        expect(await readAll([zip], { format: 'beir' })).toEqual(expected);
      },
    ),
    { seed: 6, numRuns: 40 },
  );
});
