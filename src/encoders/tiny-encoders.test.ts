import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureNodeRuntime } from '../testing/node-encoders.ts';
import { describeTinyCrossEncoder } from '../testing/tiny-encoder-tests.ts';
import { prepareTinyDualEncoder, tinyGolden } from '../testing/tiny-encoders.ts';
import { createDualEncoder, type DualEncoder } from './dual-encoder.ts';
import { type ModelSession, openSession } from './session.ts';

configureNodeRuntime();

describeTinyCrossEncoder('wasm');

describe('the tiny dual-encoder', () => {
  let session: ModelSession;
  let encoder: DualEncoder;
  beforeAll(async () => {
    const model = await prepareTinyDualEncoder();
    session = await openSession(await model.readGraph(), 'wasm');
    encoder = await createDualEncoder({ ...model, identity: { name: 'tiny', hash: 'abc' }, session });
  });
  afterAll(() => session?.dispose());

  test('golden embeddings from text', async () => {
    const { data } = await encoder.embed(
      tinyGolden.texts.map(({ text }) => text),
      'passage',
    );
    const errors = tinyGolden.texts
      .flatMap(({ embedding }) => embedding)
      .map((value, i) => Math.abs(value - data[i]));
    // The file has seven decimals.
    expect(Math.max(...errors)).toBeLessThan(1e-6);
  });

  test('unknown words alone give zero, and beside others change nothing', async () => {
    const { data } = await encoder.embed(['☕', 'tides', '☕ tides ☕'], 'query');
    const [unknown, known, both] = [0, 1, 2].map((row) =>
      Array.from(data.subarray(16 * row, 16 * (row + 1))),
    );
    expect(unknown).toEqual(Array(16).fill(0));
    expect(Math.hypot(...known)).toBeCloseTo(1, 6);
    expect(both).toEqual(known);
  });
});
