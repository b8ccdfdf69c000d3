import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { previewSource } from '../formats/index.ts';
import { readSourceFiles } from './source-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-corpus-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is what would be dropped: its files with their paths', async () => {
  mkdirSync(join(folder, 'qrels'));
  writeFileSync(join(folder, 'qrels', 'test.tsv'), 'query-id\tcorpus-id\tscore\nq\ta\t1\n');
  writeFileSync(join(folder, 'queries.jsonl'), '{"_id":"q","text":"what"}\n');
  writeFileSync(join(folder, 'corpus.jsonl'), '{"_id":"a","text":"that"}\n');
  const files = await readSourceFiles(folder);
  const name = basename(folder);
  expect(files.map(({ path, size }) => [path, size])).toEqual([
    [`${name}/corpus.jsonl`, 26],
    [`${name}/qrels/test.tsv`, 31],
    [`${name}/queries.jsonl`, 26],
  ]);
  expect(await new Response(files[0].stream()).text()).toBe('{"_id":"a","text":"that"}\n');
  expect(await previewSource(files)).toMatchObject({ format: 'beir', suggestedName: name, filesIgnored: [] });
});

test('a file is itself', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'one\ntwo\n');
  const [file] = await readSourceFiles(join(folder, 'notes.txt'));
  expect(file).toMatchObject({ path: 'notes.txt', size: 8 });
});

test.each<[start: number | undefined, end: number | undefined, text: string]>([
  [undefined, undefined, 'one\ntwo\n'],
  [4, undefined, 'two\n'],
  [1, 3, 'ne'],
  [4, 100, 'two\n'],
  [3, 3, ''],
])('a file from %s to %s is read', async (start, end, text) => {
  writeFileSync(join(folder, 'notes.txt'), 'one\ntwo\n');
  const [file] = await readSourceFiles(join(folder, 'notes.txt'));
  expect(await new Response(file.stream(start, end)).text()).toBe(text);
});

test('nothing there is refused', async () => {
  const path = join(folder, 'scifcat');
  await expect(readSourceFiles(path)).rejects.toMatchObject({
    name: 'ImportError',
    message:
      `Expected a corpus at ${path}, found: ENOENT: no such file or directory, stat '${path}'. Name a BEIR folder or ` +
      '.zip, or a file of documents.',
  });
});
