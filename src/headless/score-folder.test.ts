import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPlainStore } from '../testing/exchange-store.ts';
import { claimScoreFolder, isComplete, scoreFilePath, withScoreFolder } from './score-folder.ts';

const DOCUMENTS = 4;
const CE = '0123456789abcdef-and-more';
const OTHER_CE = 'fedcba9876543210-and-more';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xenn-scores-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const filesIn = (path: string) =>
  readdirSync(path, { recursive: true }).filter((name) => String(name).endsWith('.f32'));

function openFolder(nowMs = () => 0, crossEncoderHash = CE) {
  const { store, flush } = withScoreFolder(createPlainStore([]), folder, DOCUMENTS, nowMs);
  return {
    flush,
    read: (text: string) => store.readScores('c', crossEncoderHash, text),
    write: (text: string, docRows: readonly number[], scores: readonly number[]) =>
      store.writeScores('c', crossEncoderHash, text, {
        docRows: Uint32Array.from(docRows),
        scores: Float32Array.from(scores),
      }),
  };
}

const floatsOf = (text: string) => {
  const bytes = readFileSync(join(folder, scoreFilePath(CE, text)));
  return Array.from({ length: bytes.length / 4 }, (_, position) => bytes.readFloatLE(4 * position));
};

// printf 'red river' | sha256sum
test.each(['red river', '  red river\n'])('the file of %j', (text) => {
  expect(scoreFilePath(CE, text)).toBe('0123456789abcdef/8e321ca44916ab18c1ca3021642ef735.f32');
});

test('a file is complete with a score for every document', async () => {
  const file = join(folder, scoreFilePath(CE, 'red river'));
  expect(isComplete(file)).toBe(false);
  const cache = openFolder();
  await cache.write('red river', [0, 1, 3], [1, 2, 4]);
  cache.flush();
  expect(isComplete(file)).toBe(false);
  await cache.write('red river', [2], [3]);
  expect(isComplete(file)).toBe(true);
});

test('scores are written on flush, and the next run finds them', async () => {
  const first = openFolder();
  await first.write('red river', [2, 0], [0.5, -1.25]);
  expect(readdirSync(folder)).toEqual([]);
  first.flush();
  expect(floatsOf('red river')).toEqual([-1.25, Number.NaN, 0.5, Number.NaN]);

  const second = openFolder();
  expect(await second.read('red river')).toEqual({
    docRows: Uint32Array.of(0, 2),
    scores: Float32Array.of(-1.25, 0.5),
  });
  expect((await second.read('old engine')).docRows).toHaveLength(0);
  await second.write('red river', [2, 3], [9, 4]);
  second.flush();
  expect(floatsOf('red river')).toEqual([-1.25, Number.NaN, 0.5, 4]);
  expect(filesIn(folder)).toEqual([scoreFilePath(CE, 'red river')]);
});

test('cross-encoders have files of their own, also within a run', async () => {
  const { store, flush } = withScoreFolder(createPlainStore([]), folder, DOCUMENTS, () => 0);
  const known = (score: number) => ({ docRows: Uint32Array.of(1), scores: Float32Array.of(score) });
  await store.writeScores('c', CE, 'red river', known(2));
  await store.writeScores('c', OTHER_CE, 'red river', known(3));
  flush();
  expect(filesIn(folder)).toEqual([scoreFilePath(CE, 'red river'), scoreFilePath(OTHER_CE, 'red river')]);
  expect(await openFolder(undefined, CE).read('red river')).toEqual(known(2));
  expect(await openFolder(undefined, OTHER_CE).read('red river')).toEqual(known(3));
});

test('a query that is finished is written at once', async () => {
  const { write } = openFolder();
  await write('red river', [0, 1, 2], [1, 2, 3]);
  expect(readdirSync(folder)).toEqual([]);
  await write('red river', [3], [4]);
  expect(floatsOf('red river')).toEqual([1, 2, 3, 4]);
});

test('all queries are written every minute', async () => {
  let nowMs = 0;
  const { write } = openFolder(() => nowMs);
  await write('red river', [0], [1]);
  nowMs = 59_999;
  await write('old engine', [1], [2]);
  expect(readdirSync(folder)).toEqual([]);
  nowMs = 60_000;
  await write('old engine', [2], [3]);
  expect(floatsOf('red river')).toEqual([1, Number.NaN, Number.NaN, Number.NaN]);
  expect(floatsOf('old engine')).toEqual([Number.NaN, 2, 3, Number.NaN]);
});

test('a file of another corpus is refused', async () => {
  const file = join(folder, scoreFilePath(CE, 'red river'));
  mkdirSync(dirname(file));
  writeFileSync(file, Buffer.alloc(20));
  const { read } = openFolder();
  await expect(read('red river')).rejects.toMatchObject({
    name: 'ImportError',
    message:
      `${file}: expected a float32 for each of 4 documents, 16 bytes, found 20. It belongs to another corpus: name ` +
      'another folder with --cache.',
  });
});

test.each([
  ['{}', 'at hash “Invalid key: Expected "hash" but received undefined”'],
  ['', 'text that is not JSON (Unexpected end of JSON input)'],
])('a folder with the mark %j is refused', (mark, found) => {
  const file = join(folder, 'corpus.json');
  writeFileSync(file, mark);
  expect(() => claimScoreFolder(folder, { name: 'Seas', hash: 'a'.repeat(64) })).toThrow(
    expect.objectContaining({
      name: 'ImportError',
      message:
        `${file}: expected the hash and name of the corpus whose scores the folder holds, found ${found}. Name another ` +
        'folder with --cache.',
    }),
  );
});

test('a folder is marked as that of a corpus, and refused for another one', () => {
  const scores = join(folder, 'new', 'scores');
  claimScoreFolder(scores, { name: 'Seas', hash: 'a'.repeat(64) });
  claimScoreFolder(scores, { name: 'Seas, renamed', hash: 'a'.repeat(64) });
  expect(() => claimScoreFolder(scores, { name: 'Lakes', hash: 'b'.repeat(64) })).toThrow(
    expect.objectContaining({
      name: 'ImportError',
      message:
        `${scores} holds scores of another corpus, “Seas” (SHA-256 aaaaaaaa…); expected those of “Lakes” (bbbbbbbb…). Name ` +
        'another folder with --cache.',
    }),
  );
});
