import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureNodeRuntime } from '../testing/node-encoders.ts';
import { describeTinyCrossEncoder } from '../testing/tiny-encoder-tests.ts';
import { loadTinyWeights, TINY_DUAL_ENCODER, tinyGolden, tinyTokenizer } from '../testing/tiny-encoders.ts';
import { createDualEncoder, type EmbeddedDualEncoder } from './dual-encoder.ts';
import { type ModelSession, openSession } from './session.ts';

configureNodeRuntime();

describeTinyCrossEncoder('wasm');

describe('the tiny dual-encoder', () => {
  let session: ModelSession;
  let encoder: EmbeddedDualEncoder;
  beforeAll(async () => {
    const { identity, bytes } = await loadTinyWeights(TINY_DUAL_ENCODER);
    session = await openSession(TINY_DUAL_ENCODER, bytes, 'wasm');
    encoder = createDualEncoder(identity, tinyTokenizer, session);
  }, 60_000);
  afterAll(() => session?.dispose());

  test('golden embeddings from text', async () => {
    const { data } = await encoder.embed(tinyGolden.texts.map(({ text }) => text));
    const errors = tinyGolden.texts
      .flatMap(({ embedding }) => embedding)
      .map((value, i) => Math.abs(value - data[i]));
    // The file has seven decimals.
    expect(Math.max(...errors)).toBeLessThan(1e-6);
  });

  test('unknown words alone give zero, and beside others change nothing', async () => {
    const { data } = await encoder.embed(['☕', 'tides', '☕ tides ☕']);
    const [unknown, known, both] = [0, 1, 2].map((row) =>
      Array.from(data.subarray(16 * row, 16 * (row + 1))),
    );
    expect(unknown).toEqual(Array(16).fill(0));
    expect(Math.hypot(...known)).toBeCloseTo(1, 6);
    expect(both).toEqual(known);
  });
});
