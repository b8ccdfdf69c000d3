import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureNodeRuntime, prepareEmbeddedDualEncoder, readGolden } from '../testing/node-encoders.ts';
import { createDualEncoder, type DualEncoder } from './dual-encoder.ts';
import { EMBEDDING_TOLERANCE } from './golden.ts';
import { type ModelSession, openSession } from './session.ts';

const golden = await readGolden();
const model = await prepareEmbeddedDualEncoder();
const identity = { name: 'test', hash: 'abc' };
let session: ModelSession;
let encoder: DualEncoder;

beforeAll(async () => {
  configureNodeRuntime();
  session = await openSession(await model.readGraph(), 'wasm');
  encoder = await createDualEncoder({ ...model, identity, session });
});
afterAll(() => session?.dispose());

const texts = golden.texts.map(({ text }) => text);
const rowOf = (data: Float32Array, row: number) => data.subarray(row * 256, (row + 1) * 256);
const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((max, value, i) => Math.max(max, Math.abs(value - b[i])), 0);

test('golden embeddings, though padded and without special tokens', async () => {
  const { rows, cols, data } = await encoder.embed(texts, 'passage');
  expect({ rows, cols, dimension: encoder.dimension }).toEqual({ rows: 8, cols: 256, dimension: 256 });
  golden.texts.forEach(({ embedding }, row) => {
    expect(largestDifference(rowOf(data, row), embedding)).toBeLessThan(EMBEDDING_TOLERANCE);
  });
});

test('rows have length one, or zero where no token is known', async () => {
  const { data } = await encoder.embed(['', 'tides', '☕', ' \n', 'x'.repeat(500), 'the ☕'], 'passage');
  const norms = Array.from({ length: 6 }, (_, row) => Math.hypot(...rowOf(data, row)));
  expect(norms.map((norm) => norm.toFixed(5))).toEqual(
    ['0', '1', '0', '0', '0', '1'].map((norm) => `${norm}.00000`),
  );
});

test('unknown tokens do not turn a vector', async () => {
  const { data } = await encoder.embed(['the tides', '☕ the ☕ tides ☕'], 'passage');
  expect(largestDifference(rowOf(data, 0), rowOf(data, 1))).toBeLessThan(1e-6);
});

test('a vector does not depend on its batch-mates', async () => {
  const alone = await Promise.all(texts.map((text) => encoder.embed([text], 'query')));
  const { data } = await encoder.embed([...texts, 'tides '.repeat(900), ''], 'passage');
  alone.forEach((matrix, row) => {
    expect(largestDifference(matrix.data, rowOf(data, row))).toBeLessThan(1e-6);
  });
});

test('a text longer than 4,096 tokens counts by its beginning', async () => {
  const { data } = await encoder.embed([`${'the '.repeat(4096)}tides`, 'the'], 'passage');
  expect(largestDifference(rowOf(data, 0), rowOf(data, 1))).toBeLessThan(1e-5);
});

test('no texts', async () => {
  expect(await encoder.embed([], 'passage')).toEqual({ rows: 0, cols: 256, data: new Float32Array(0) });
});

describe('steps of 256 texts', () => {
  const many = Array.from({ length: 600 }, (_, row) => texts[row % 8]);

  test('report how many are done', async () => {
    const done: number[] = [];
    const { data } = await encoder.embed(many, 'passage', {
      onBatch: (textsDone) => void done.push(textsDone),
    });
    expect(done).toEqual([256, 512, 600]);
    expect(largestDifference(rowOf(data, 599), golden.texts[7].embedding)).toBeLessThan(EMBEDDING_TOLERANCE);
  });

  test('can be cancelled', async () => {
    const controller = new AbortController();
    const done: number[] = [];
    const embedding = encoder.embed(many, 'passage', {
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

describe('vectors that cannot be right', () => {
  const answering = (output: Float32Array, dims: number[]) =>
    createDualEncoder({
      ...model,
      identity,
      session: { ...session, run: async () => ({ output, dims, modelMs: 1 }) },
    });

  test('not finite, on the first text or later', async () => {
    const message = 'xenn-static-dual-encoder: expected finite vectors, found NaN. Load the models again.';
    const broken = answering(Float32Array.of(1, Number.NaN), [1, 2]);
    await expect(broken).rejects.toMatchObject({ name: 'EncoderError', message });
    const output = Float32Array.of(1, 1);
    const { embed } = await answering(output, [1, 2]);
    output.fill(Number.NaN);
    await expect(embed(['tides'], 'query')).rejects.toMatchObject({ name: 'EncoderError', message });
  });

  test('of another number of texts', async () => {
    await expect(answering(new Float32Array(6), [3, 2])).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'xenn-static-dual-encoder: expected a vector for each of 1 texts or for each of their tokens, found an output ' +
        'of 3 x 2. Choose a dual-encoder.',
    });
  });
});
