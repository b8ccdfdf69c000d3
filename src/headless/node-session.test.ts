import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCORE_TOLERANCE } from '../encoders/golden.ts';
import { pairTensors } from '../encoders/pair-assembly.ts';
import type { PreparedCrossEncoder } from '../encoders/prepare-model.ts';
import type { ModelGraph, ModelSession } from '../encoders/session.ts';
import { prepareEmbeddedCrossEncoder, readGolden } from '../testing/node-encoders.ts';
import { nodeSessions } from './node-session.ts';

const open = nodeSessions(1);
let model: PreparedCrossEncoder;
let graph: ModelGraph;
let session: ModelSession;

beforeAll(async () => {
  model = await prepareEmbeddedCrossEncoder();
  graph = await model.readGraph();
  session = await open(graph, 'wasm');
});
afterAll(() => session?.dispose());

const shortPair = () => pairTensors([{ ids: [2, 3, 3], passageStart: 2 }], 3, model.format);

test('golden logits in one padded batch', async () => {
  const { pairs } = await readGolden();
  const inputs = pairTensors(
    pairs.map(({ pair }) => pair),
    model.format.maxTokens,
    model.format,
  );
  const { output, dims, modelMs } = await session.run(inputs);
  expect(dims).toEqual([pairs.length, 1]);
  expect(modelMs).toBeGreaterThan(0);
  pairs.forEach(({ logit }, row) => {
    expect(Math.abs(output[row] - logit)).toBeLessThan(SCORE_TOLERANCE.wasm);
  });
});

test('a batch that is too long fails, and the next one works', async () => {
  const inputs = pairTensors([{ ids: Array(257).fill(5), passageStart: 1 }], 257, model.format);
  await expect(session.run(inputs)).rejects.toMatchObject({
    name: 'EncoderError',
    message: expect.stringMatching(
      /^xenn-small-cross-encoder: a batch of 1 x 257 tokens failed: .+\. Load the models again\.$/s,
    ),
  });
  expect((await session.run(shortPair())).output.length).toBe(1);
});

test('an output of another shape than the part to be read is refused', async () => {
  await expect(session.run(shortPair(), { positions: [2], columns: [7] })).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'xenn-small-cross-encoder: expected an output of 1 x tokens x vocabulary, found 1 x 1. Use another export of ' +
      'the model.',
  });
});

test('a graph that wants more than it is given is refused', async () => {
  const { input_ids } = shortPair();
  await expect(session.run({ input_ids })).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'xenn-small-cross-encoder: expected a graph that reads input_ids, found one that also wants attention_mask. Use ' +
      'another export of the model.',
  });
});

test('a damaged graph cannot be opened', async () => {
  const damaged = { ...graph, graph: graph.graph.slice(0, 5000) };
  await expect(open(damaged, 'wasm')).rejects.toMatchObject({
    name: 'EncoderError',
    message: expect.stringMatching(
      /^xenn-small-cross-encoder: expected an ONNX graph, found 5000 bytes that cannot be opened: .+\. Export the graph again\.$/s,
    ),
  });
});

test('a closed session refuses to run, and closing twice does nothing', async () => {
  const closed = await open(graph, 'wasm');
  await closed.dispose();
  await closed.dispose();
  await expect(closed.run({})).rejects.toMatchObject({
    name: 'EncoderError',
    message: 'xenn-small-cross-encoder: the session is closed. Load the models again.',
  });
});
