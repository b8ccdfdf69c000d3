import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BackendName } from '../core/records.ts';
import { batchRule } from '../encoders/batching.ts';
import { createCrossEncoder } from '../encoders/cross-encoder.ts';
import { pairTensors } from '../encoders/pair-assembly.ts';
import type { PreparedCrossEncoder } from '../encoders/prepare-model.ts';
import { type ModelSession, openSession } from '../encoders/session.ts';
import { prepareTinyCrossEncoder, tinyGolden } from './tiny-encoders.ts';

const MAX_TOKENS = 64;

/** The largest deviation seen, from PyTorch and between batches, is 1e-6 on either backend. */
const TOLERANCE = 1e-5;

/** Describes what a cross-encoder has to do on every backend; the runtime must be configured. */
export function describeTinyCrossEncoder(backend: BackendName): void {
  describe(`the tiny cross-encoder on ${backend}`, { timeout: 120_000 }, () => {
    let model: PreparedCrossEncoder;
    let session: ModelSession;
    beforeAll(async () => {
      model = await prepareTinyCrossEncoder();
      session = await openSession(await model.readGraph(), backend);
    }, 120_000);
    afterAll(() => session?.dispose());

    test('takes as many tokens as its files say', () => {
      expect(model.format.maxTokens).toBe(MAX_TOKENS);
    });

    /** Logits of golden pairs, in one batch padded to `length`. */
    const run = async (positions: readonly number[], length: number): Promise<number[]> => {
      const pairs = positions.map((position) => tinyGolden.pairs[position].pair);
      const { output } = await session.run(pairTensors(pairs, length, model.format));
      return Array.from(output);
    };

    const expectGolden = (logits: readonly number[], positions: readonly number[]): void => {
      expect(logits.length).toBe(positions.length);
      const errors = positions.map((position, row) =>
        Math.abs(logits[row] - tinyGolden.pairs[position].logit),
      );
      expect(Math.max(...errors)).toBeLessThan(TOLERANCE);
    };

    // A software GPU needs a second or more for each new length, so there are few.
    test.each([
      { tokens: 7, position: 14 },
      { tokens: 32, position: 0 },
      { tokens: 64, position: 15 },
    ])('golden logit of a pair of $tokens tokens alone', async ({ tokens, position }) => {
      expect(tinyGolden.pairs[position].pair.ids.length).toBe(tokens);
      expectGolden(await run([position], tokens), [position]);
    });

    test('golden logits, all pairs in one padded batch', async () => {
      const positions = tinyGolden.pairs.map((_, position) => position);
      expectGolden(await run(positions, MAX_TOKENS), positions);
    });

    test('golden logits, in any company and order', async () => {
      const choice = fc.array(fc.nat(tinyGolden.pairs.length - 1), { minLength: 1, maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(choice, async (positions) =>
          expectGolden(await run(positions, MAX_TOKENS), positions),
        ),
        { seed: 8, numRuns: 5 },
      );
    });

    test('golden logits from text that is cut', async () => {
      const encoder = createCrossEncoder({
        ...model,
        identity: { name: 'tiny', hash: 'abc' },
        session,
        batchRule: batchRule(backend, 1000, MAX_TOKENS),
      });
      // What is cut: a repeated passage, two long passages, and a query that alone is too long.
      for (const position of [15, 16, 17, 18]) {
        const { query, passage } = tinyGolden.pairs[position];
        expectGolden(Array.from(await encoder.score(query, [passage])), [position]);
      }
    });

    test('a batch that is too long fails, and the next one works', async () => {
      await expect(run([0], MAX_TOKENS + 1)).rejects.toMatchObject({
        name: 'EncoderError',
        message: expect.stringMatching(
          /^tiny-cross-encoder: a batch of 1 x 65 tokens failed: .+\. Load the models again\.$/s,
        ),
      });
      expectGolden(await run([0], MAX_TOKENS), [0]);
    });
  });
}
