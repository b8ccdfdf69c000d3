import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureNodeRuntime, readGolden, readPublicFile } from '../testing/node-encoders.ts';
import { loadWeights } from './model-files.ts';
import { CROSS_ENCODER, type EmbeddedModel } from './models.ts';
import { pairTensors } from './pair-assembly.ts';
import { type ModelSession, openSession, threadCount } from './session.ts';

test.each([
  { isolated: false, logicalProcessors: 16, threads: 1 },
  { isolated: true, logicalProcessors: 1, threads: 1 },
  { isolated: true, logicalProcessors: 2, threads: 2 },
  { isolated: true, logicalProcessors: 4, threads: 4 },
  { isolated: true, logicalProcessors: 6, threads: 4 },
  { isolated: true, logicalProcessors: 8, threads: 4 },
  { isolated: true, logicalProcessors: 12, threads: 6 },
  { isolated: true, logicalProcessors: 64, threads: 8 },
])('isolated $isolated, $logicalProcessors processors: $threads threads', (row) => {
  expect(threadCount(row.isolated, row.logicalProcessors)).toBe(row.threads);
});

describe('WebAssembly', { timeout: 60_000 }, () => {
  let weights: Uint8Array;
  let session: ModelSession;

  beforeAll(async () => {
    configureNodeRuntime();
    weights = (await loadWeights(CROSS_ENCODER, readPublicFile)).bytes;
    session = await openSession(CROSS_ENCODER, weights, 'wasm');
  }, 60_000);
  afterAll(() => session?.dispose());

  test('golden logits, one pair at a time and all in one padded batch', async () => {
    const { pairs } = await readGolden();
    const length = CROSS_ENCODER.maxTokens;
    const together = await session.run(
      pairTensors(
        pairs.map(({ pair }) => pair),
        length,
        0,
      ),
      pairs.length,
      length,
    );
    for (const [row, { pair, logit }] of pairs.entries()) {
      const alone = await session.run(pairTensors([pair], pair.ids.length, 0), 1, pair.ids.length);
      expect(alone.output.length).toBe(1);
      expect(Math.abs(alone.output[0] - logit)).toBeLessThan(1e-5);
      expect(Math.abs(together.output[row] - logit)).toBeLessThan(1e-5);
    }
  });

  test('a batch that is too long fails, and the next one works', async () => {
    const inputs = (length: number) => ({
      input_ids: new Int32Array(length).fill(5),
      attention_mask: new Int32Array(length).fill(1),
      token_type_ids: new Int32Array(length),
    });
    const [tooLong, right] = await Promise.allSettled([
      session.run(inputs(257), 1, 257),
      session.run(inputs(256), 1, 256),
    ]);
    expect(tooLong).toMatchObject({
      status: 'rejected',
      reason: {
        name: 'EncoderError',
        message: expect.stringMatching(
          /^xenn-small-cross-encoder: a batch of 1 x 257 tokens failed: .+\. Load the models again\.$/s,
        ),
      },
    });
    expect(right.status).toBe('fulfilled');
  });

  test('an output of another size is refused', async () => {
    const model: EmbeddedModel = { ...CROSS_ENCODER, outputWidth: 3 };
    const other = await openSession(model, weights, 'wasm');
    const inputs = pairTensors([{ ids: [2, 3, 3], passageStart: 2 }], 3, 0);
    await expect(other.run(inputs, 1, 3)).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'xenn-small-cross-encoder: expected 1 x 3 float32 numbers, found 1 of type float32. Use another model.',
    });
    await other.dispose();
  });

  test('a damaged model cannot be opened', async () => {
    await expect(openSession(CROSS_ENCODER, weights.slice(0, 5000), 'wasm')).rejects.toMatchObject({
      name: 'EncoderError',
      message: expect.stringMatching(
        /^xenn-small-cross-encoder: the model could not be started on wasm: .+\. Reload the page\.$/s,
      ),
    });
  });

  test('a closed session refuses to run, and closing twice does nothing', async () => {
    const closed = await openSession(CROSS_ENCODER, weights, 'wasm');
    await closed.dispose();
    await closed.dispose();
    await expect(closed.run({}, 1, 3)).rejects.toMatchObject({
      name: 'EncoderError',
      message: 'xenn-small-cross-encoder: the session is closed. Load the models again.',
    });
  });
});
