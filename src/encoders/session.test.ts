import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureNodeRuntime, prepareEmbeddedCrossEncoder, readGolden } from '../testing/node-encoders.ts';
import { pairTensors } from './pair-assembly.ts';
import type { PreparedCrossEncoder } from './prepare-model.ts';
import { type ModelGraph, type ModelSession, openSession } from './session.ts';

describe('WebAssembly', () => {
  let model: PreparedCrossEncoder;
  let graph: ModelGraph;
  let session: ModelSession;

  beforeAll(async () => {
    configureNodeRuntime();
    model = await prepareEmbeddedCrossEncoder();
    graph = await model.readGraph();
    session = await openSession(graph, 'wasm');
  });
  afterAll(() => session?.dispose());

  test('golden logits, one pair at a time and all in one padded batch', async () => {
    const { pairs } = await readGolden();
    const together = await session.run(
      pairTensors(
        pairs.map(({ pair }) => pair),
        model.format.maxTokens,
        model.format,
      ),
    );
    expect(together.dims).toEqual([pairs.length, 1]);
    for (const [row, { pair, logit }] of pairs.entries()) {
      const alone = await session.run(pairTensors([pair], pair.ids.length, model.format));
      expect(alone.output.length).toBe(1);
      expect(Math.abs(alone.output[0] - logit)).toBeLessThan(1e-5);
      expect(Math.abs(together.output[row] - logit)).toBeLessThan(1e-5);
    }
  });

  test('a batch that is too long fails, and the next one works', async () => {
    const inputs = (length: number) =>
      pairTensors([{ ids: Array(length).fill(5), passageStart: length }], length, model.format);
    const [tooLong, right] = await Promise.allSettled([session.run(inputs(257)), session.run(inputs(256))]);
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

  test('an output of another shape than the part to be read is refused', async () => {
    const inputs = pairTensors([{ ids: [2, 3, 3], passageStart: 2 }], 3, model.format);
    await expect(session.run(inputs, { positions: [2], columns: [7] })).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'xenn-small-cross-encoder: expected an output of 1 x tokens x vocabulary, found 1 x 1. Use another export of ' +
        'the model.',
    });
  });

  test('a graph that wants more than it is given is refused', async () => {
    const { token_type_ids: _, ...inputs } = pairTensors(
      [{ ids: [2, 3, 3], passageStart: 2 }],
      3,
      model.format,
    );
    await expect(session.run(inputs)).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'xenn-small-cross-encoder: expected a graph that reads input_ids, attention_mask, found one that also wants ' +
        'token_type_ids. Use another export of the model.',
    });
  });

  test('a damaged model cannot be opened', async () => {
    const damaged = { ...graph, graph: graph.graph.slice(0, 5000) };
    await expect(openSession(damaged, 'wasm')).rejects.toMatchObject({
      name: 'EncoderError',
      message: expect.stringMatching(
        /^xenn-small-cross-encoder: the model could not be started on wasm: .+\. Reload the page\.$/s,
      ),
    });
  });

  test('a closed session refuses to run, and closing twice does nothing', async () => {
    const closed = await openSession(graph, 'wasm');
    await closed.dispose();
    await closed.dispose();
    await expect(closed.run({})).rejects.toMatchObject({
      name: 'EncoderError',
      message: 'xenn-small-cross-encoder: the session is closed. Load the models again.',
    });
  });
});
