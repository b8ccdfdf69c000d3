import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configureNodeRuntime, prepareEmbeddedCrossEncoder, readGolden } from '../testing/node-encoders.ts';
import { type BatchRule, batchRule } from './batching.ts';
import { createCrossEncoder, type ScoredBatch } from './cross-encoder.ts';
import type { ModelInputs } from './graph-inputs.ts';
import { nextTask } from './queue.ts';
import { type ModelSession, openSession } from './session.ts';

const golden = await readGolden();
const model = await prepareEmbeddedCrossEncoder();
const identity = { name: 'test', hash: 'abc' };
/** Two pairs of up to 8 tokens a batch. */
const smallBatches: BatchRule = {
  tokenBudget: 16,
  mostRows: Number.POSITIVE_INFINITY,
  leastFill: 0,
  maxTokens: 16,
  lengthBuckets: [],
};
/** At this speed a batch of 16 tokens takes its 150 ms, and the budget stays. */
const MS_PER_TOKEN = 150 / 16;

/** The score of a pair is its number of tokens. */
function countingSession(): ModelSession & { runs: number } {
  const session = {
    backend: 'wasm' as const,
    name: model.name,
    runs: 0,
    run: async ({ attention_mask: { data, dims } }: ModelInputs) => {
      session.runs += 1;
      const [rows, length] = dims;
      const output = Float32Array.from({ length: rows }, (_, row) =>
        data.subarray(row * length, (row + 1) * length).reduce((sum, bit) => sum + bit, 0),
      );
      return { output, dims: [rows, 1], modelMs: rows * length * MS_PER_TOKEN };
    },
    dispose: async () => undefined,
  };
  return session;
}

const encoderOver = (session: ModelSession, rule = smallBatches) =>
  createCrossEncoder({ ...model, identity, session, batchRule: rule });

describe('batches', () => {
  const passages = ['the', 'the the the', 'the the', 'the the the the'];

  test('scores land at their positions, and each batch is reported and waited for', async () => {
    const session = countingSession();
    const encoder = encoderOver(session);
    const batches: ScoredBatch[] = [];
    const scores = await encoder.score('tides', passages, {
      onBatch: async (batch) => {
        // The next batch has begun, no other does before this one is done with.
        for (let task = 0; task < 10; task++) await nextTask();
        batches.push(batch);
        expect(session.runs).toBe(Math.min(batches.length + 1, 3));
      },
    });
    // "tides" is 2 tokens, the special tokens are 3.
    expect([...scores]).toEqual([6, 8, 7, 9]);
    expect(batches).toEqual([
      { positions: Uint32Array.of(3), scores: Float32Array.of(9), tokens: 9, modelMs: 9 * MS_PER_TOKEN },
      { positions: Uint32Array.of(1, 2), scores: Float32Array.of(8, 7), tokens: 15, modelMs: 150 },
      { positions: Uint32Array.of(0), scores: Float32Array.of(6), tokens: 6, modelMs: 6 * MS_PER_TOKEN },
    ]);
  });

  test('grow while the model is fast', async () => {
    const run = async ({ input_ids: { dims } }: ModelInputs) => ({
      output: new Float32Array(dims[0]),
      dims: [dims[0], 1],
      modelMs: 1,
    });
    const session: ModelSession = { ...countingSession(), run };
    const encoder = encoderOver(session);
    const rows: number[] = [];
    const onBatch = ({ positions }: ScoredBatch) => void rows.push(positions.length);
    await encoder.score('', Array(1000).fill('the the the the the'), { onBatch });
    // 8 tokens each; the first 16 tokens in 1 ms allow 2,400 in 150 ms, and the budget goes a fifth of the way.
    expect(rows.slice(0, 2)).toEqual([2, Math.floor((0.8 * 16 + 0.2 * 2400) / 8)]);
  });

  test('no passages: no run', async () => {
    const session = countingSession();
    const encoder = encoderOver(session);
    expect(await encoder.score('tides', [])).toEqual(new Float32Array(0));
    expect(session.runs).toBe(0);
  });

  test('a cancellation takes effect before the next batch', async () => {
    const session = countingSession();
    const encoder = encoderOver(session);
    const controller = new AbortController();
    const scoring = encoder.score('tides', passages, {
      cancel: controller.signal,
      onBatch: () => controller.abort(),
    });
    await expect(scoring).rejects.toMatchObject({ name: 'CancelledError', message: 'Cancelled.' });
    expect(session.runs).toBe(1);
  });

  test('an error of the receiver stops the scoring', async () => {
    const session = countingSession();
    const encoder = encoderOver(session);
    const onBatch = () => Promise.reject(new Error('disk full'));
    await expect(encoder.score('tides', passages, { onBatch })).rejects.toThrow('disk full');
    for (let task = 0; task < 10; task++) await nextTask();
    // The second had begun.
    expect(session.runs).toBe(2);
  });

  test('a batch that fails is told after the one before it was received', async () => {
    const session = countingSession();
    const run = (inputs: ModelInputs) =>
      session.runs === 1 ? Promise.reject(new Error('out of memory')) : session.run(inputs);
    const received: number[][] = [];
    const onBatch = async ({ positions }: ScoredBatch) => {
      for (let task = 0; task < 10; task++) await nextTask();
      received.push([...positions]);
    };
    const scoring = encoderOver({ ...session, run }).score('tides', passages, { onBatch });
    await expect(scoring).rejects.toThrow('out of memory');
    expect(received).toEqual([[3]]);
  });

  test('a score that is not finite is refused', async () => {
    const run = async () => ({ output: Float32Array.of(1, Number.NaN), dims: [2, 1], modelMs: 1 });
    const session: ModelSession = { ...countingSession(), run };
    const encoder = encoderOver(session);
    await expect(encoder.score('', ['the', 'tides'])).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        'xenn-small-cross-encoder: expected finite scores, found NaN for pair 2 of 2 on wasm. ' +
        'Choose the other backend in the settings.',
    });
  });
});

test('tokens are counted before any cut and without special tokens', () => {
  const encoder = encoderOver(countingSession());
  expect(encoder.maxTokens).toBe(256);
  expect(encoder.countTokens(['', 'tides', 'the '.repeat(500)])).toEqual(Uint32Array.of(0, 2, 500));
});

test('a very long query leaves half of the input to the passage', async () => {
  const session = countingSession();
  const encoder = encoderOver(session);
  const long = 'the '.repeat(500);
  expect([...(await encoder.score(long, ['', 'the', long]))]).toEqual([128 + 3, 128 + 4, 256]);
});

describe('the embedded model on WebAssembly', () => {
  let session: ModelSession;
  beforeAll(async () => {
    configureNodeRuntime();
    session = await openSession(await model.readGraph(), 'wasm');
  });
  afterAll(() => session?.dispose());

  test('golden logits from text', async () => {
    const encoder = encoderOver(session, batchRule('wasm', 2e4, 256));
    for (const { query, passage, logit } of golden.pairs) {
      const [score] = await encoder.score(query, [passage]);
      expect(Math.abs(score - logit)).toBeLessThan(1e-5);
    }
  });

  test('golden logits from token ids made beforehand, cut as text is', async () => {
    const { passageIds } = encoderOver(session, batchRule('wasm', 2e4, 256));
    for (const { query, passage, logit } of golden.pairs) {
      const ids = passageIds?.encode([passage]) ?? [];
      expect(ids[0].length).toBeLessThanOrEqual(256);
      const [score] = (await passageIds?.score(query, ids)) ?? [];
      expect(Math.abs(score - logit)).toBeLessThan(1e-5);
    }
  });

  test('a passage that names special tokens is scored like its parts', async () => {
    const encoder = encoderOver(session, batchRule('wasm', 2e4, 256));
    const query = 'capital of France';
    const [plain, literal] = await encoder.score(query, [
      'Paris is the [ sep ] capital of France.',
      'Paris is the [SEP] capital of France.',
    ]);
    expect(literal).toBe(plain);
  });

  // The largest deviation seen in these runs is 3e-6.
  test('a score does not depend on its batch-mates, their order or the padding', async () => {
    const passages = golden.pairs.map(({ passage }) => passage);
    const query = 'what causes tides';
    const alone = await encoderOver(session, { ...smallBatches, mostRows: 1 }).score(query, passages);
    const rule = fc.record({
      tokenBudget: fc.constantFrom(64, 256, 1024),
      mostRows: fc.constant(Number.POSITIVE_INFINITY),
      leastFill: fc.constantFrom(0, 0.8),
      maxTokens: fc.constant(256),
      lengthBuckets: fc.constantFrom([], [64]),
    });
    const choice = fc.array(fc.nat(passages.length - 1), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(choice, rule, async (chosen, batching) => {
        const scores = await encoderOver(session, batching).score(
          query,
          chosen.map((position) => passages[position]),
        );
        const deviations = chosen.map((position, i) => Math.abs(scores[i] - alone[position]));
        expect(Math.max(...deviations)).toBeLessThan(1e-5);
      }),
      { seed: 6, numRuns: 10 },
    );
  });
});
