import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureNodeRuntime, readGolden, readPublicFile, readTokenizer } from '../testing/node-encoders.ts';
import { createDualEncoder, type EmbeddedDualEncoder } from './dual-encoder.ts';
import { EMBEDDING_TOLERANCE } from './golden.ts';
import { loadWeights } from './model-files.ts';
import { DUAL_ENCODER } from './models.ts';
import { type ModelSession, openSession } from './session.ts';

const golden = await readGolden();
const tokenizer = await readTokenizer();
let session: ModelSession;
let encoder: EmbeddedDualEncoder;

beforeAll(async () => {
  configureNodeRuntime();
  const { identity, bytes } = await loadWeights(DUAL_ENCODER, readPublicFile);
  session = await openSession(DUAL_ENCODER, bytes, 'wasm');
  encoder = createDualEncoder(identity, tokenizer, session);
}, 60_000);
afterAll(() => session?.dispose());

const texts = golden.texts.map(({ text }) => text);
const rowOf = (data: Float32Array, row: number) => data.subarray(row * 256, (row + 1) * 256);
const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0);

test('golden embeddings, though padded and without special tokens', async () => {
  const { rows, cols, data } = await encoder.embed(texts);
  expect({ rows, cols, dimension: encoder.dimension }).toEqual({ rows: 8, cols: 256, dimension: 256 });
  golden.texts.forEach(({ embedding }, row) => {
    expect(largestDifference(rowOf(data, row), embedding)).toBeLessThan(EMBEDDING_TOLERANCE);
  });
});

test('rows have length one, or zero where no token is known', async () => {
  const { data } = await encoder.embed(['', 'tides', '☕', ' \n', 'x'.repeat(500), 'the ☕']);
  const norms = Array.from({ length: 6 }, (_, row) => Math.hypot(...rowOf(data, row)));
  expect(norms.map((norm) => norm.toFixed(5))).toEqual(
    ['0', '1', '0', '0', '0', '1'].map((norm) => `${norm}.00000`),
  );
});

test('unknown tokens do not turn a vector', async () => {
  const { data } = await encoder.embed(['the tides', '☕ the ☕ tides ☕']);
  expect(largestDifference(rowOf(data, 0), rowOf(data, 1))).toBeLessThan(1e-6);
});

test('a vector does not depend on its batch-mates', async () => {
  const alone = await Promise.all(texts.map((text) => encoder.embed([text])));
  const { data } = await encoder.embed([...texts, 'tides '.repeat(900), '']);
  alone.forEach((matrix, row) => {
    expect(largestDifference(matrix.data, rowOf(data, row))).toBeLessThan(1e-6);
  });
});

test('a text longer than 4,096 tokens counts by its beginning', async () => {
  const { data } = await encoder.embed([`${'the '.repeat(4096)}tides`, 'the']);
  expect(largestDifference(rowOf(data, 0), rowOf(data, 1))).toBeLessThan(1e-5);
});

test('no texts', async () => {
  expect(await encoder.embed([])).toEqual({ rows: 0, cols: 256, data: new Float32Array(0) });
});

describe('steps of 256 texts', { timeout: 60_000 }, () => {
  const many = Array.from({ length: 600 }, (_, row) => texts[row % 8]);

  test('report how many are done', async () => {
    const done: number[] = [];
    const { data } = await encoder.embed(many, { onBatch: (textsDone) => void done.push(textsDone) });
    expect(done).toEqual([256, 512, 600]);
    expect(largestDifference(rowOf(data, 599), golden.texts[7].embedding)).toBeLessThan(EMBEDDING_TOLERANCE);
  });

  test('can be cancelled', async () => {
    const controller = new AbortController();
    const done: number[] = [];
    const embedding = encoder.embed(many, {
      cancel: controller.signal,
      onBatch: (textsDone) => {
        done.push(textsDone);
        controller.abort();
      },
    });
    await expect(embedding).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    expect(done).toEqual([256]);
  });
});

test('a vector that is not finite is refused', async () => {
  const run = async () => ({ output: new Float32Array(256).fill(Number.NaN), modelMs: 1 });
  const broken = createDualEncoder({ name: 'test', hash: 'abc' }, tokenizer, { ...session, run });
  await expect(broken.embed(['tides'])).rejects.toMatchObject({
    name: 'EncoderError',
    message: 'xenn-static-dual-encoder: expected finite vectors, found NaN. Load the models again.',
  });
});
