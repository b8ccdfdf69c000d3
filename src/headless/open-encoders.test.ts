import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchRule } from '../encoders/batching.ts';
import { createCrossEncoder } from '../encoders/cross-encoder.ts';
import { EMBEDDING_TOLERANCE, SCORE_TOLERANCE } from '../encoders/golden.ts';
import { CROSS_ENCODER, DUAL_ENCODER } from '../encoders/models.ts';
import { openSession } from '../encoders/session.ts';
import type { StartedEncoders } from '../encoders/start-encoders.ts';
import { configureNodeRuntime, prepareEmbeddedCrossEncoder, readGolden } from '../testing/node-encoders.ts';
import { openEncoders } from './open-encoders.ts';

const golden = await readGolden();

describe('the embedded models', () => {
  let encoders: StartedEncoders;
  beforeAll(async () => {
    encoders = await openEncoders({ threads: 1 });
  });
  afterAll(() => encoders?.dispose());

  test('are known by the same names and hashes as in a browser', () => {
    expect(encoders.crossEncoder.identity).toEqual({
      name: CROSS_ENCODER.name,
      hash: CROSS_ENCODER.weightsHash,
    });
    expect(encoders.dualEncoder.identity).toEqual({
      name: DUAL_ENCODER.name,
      hash: DUAL_ENCODER.weightsHash,
    });
  });

  test('give the golden scores, and those that WebAssembly gives', async () => {
    configureNodeRuntime();
    const model = await prepareEmbeddedCrossEncoder();
    const session = await openSession(await model.readGraph(), 'wasm');
    const inWasm = createCrossEncoder({
      ...model,
      identity: encoders.crossEncoder.identity,
      session,
      batchRule: batchRule('wasm', 2e4, model.format.maxTokens),
    });
    for (const { query, passage, logit } of golden.pairs) {
      const passages = [passage, golden.pairs[0].passage];
      const scores = await encoders.crossEncoder.score(query, passages);
      expect(Math.abs(scores[0] - logit)).toBeLessThan(SCORE_TOLERANCE.wasm);
      const expected = await inWasm.score(query, passages);
      scores.forEach((score, i) => {
        expect(Math.abs(score - expected[i])).toBeLessThan(1e-4);
      });
    }
    await session.dispose();
  });

  test('give the golden vectors', async () => {
    const { data } = await encoders.dualEncoder.embed(
      golden.texts.map(({ text }) => text),
      'passage',
    );
    const expected = golden.texts.flatMap(({ embedding }) => embedding);
    const errors = expected.map((value, i) => Math.abs(data[i] - value));
    expect(Math.max(...errors)).toBeLessThan(EMBEDDING_TOLERANCE);
  });
});

const architecture = (name: string) =>
  fileURLToPath(new URL(`../testing/fixtures/architectures/${name}`, import.meta.url));

test('models in folders are opened, checked pair by pair, and closed', async () => {
  const encoders = await openEncoders({
    crossEncoder: architecture('roberta'),
    dualEncoder: architecture('bert-mean-e5'),
    threads: 1,
  });
  const { crossEncoder, dualEncoder } = encoders;
  const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(crossEncoder.identity).toEqual({ name: architecture('roberta'), hash });
  const scores = await crossEncoder.score('what causes tides', ['The moon does.', 'Bread is baked.']);
  expect(new Set(scores).size).toBe(2);
  const { data } = await dualEncoder.embed(['tides'], 'query');
  expect(Math.hypot(...data)).toBeCloseTo(1, 5);
  await encoders.dispose();
  await expect(crossEncoder.score('a', ['b'])).rejects.toMatchObject({
    name: 'EncoderError',
    message: `${architecture('roberta')}: the session is closed. Load the models again.`,
  });
});

test('a folder that holds no cross-encoder is refused', async () => {
  await expect(
    openEncoders({ crossEncoder: architecture('bert-mean-e5'), threads: 1 }),
  ).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'config.json: expected an architecture …ForSequenceClassification or Qwen3ForCausalLM, as cross-encoders have, ' +
      'found BertModel. Choose a cross-encoder, also called a reranker.',
  });
});
