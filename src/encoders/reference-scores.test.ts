import { expect, test } from 'vitest';
import { architectureFiles } from '../testing/architectures.ts';
import { prepareCrossEncoder } from './prepare-model.ts';
import { type ReferenceStore, referencePairs } from './reference-scores.ts';
import type { ModelSession } from './session.ts';

const model = await prepareCrossEncoder(await architectureFiles('bert'));
const [the, river] = model.tokenizer.encode('the river');

/** Ten texts, the passages of 10 to 1 words. */
const texts = Array.from({ length: 10 }, (_, i) => ({
  query: 'the river',
  passage: Array(10 - i)
    .fill('the')
    .join(' '),
}));
/** The eight shortest and the longest: [CLS] the river [SEP] the ... [SEP] */
const LENGTHS = [6, 7, 8, 9, 10, 11, 12, 13, 15];

function memoryStore(kept?: readonly number[]): ReferenceStore & { kept: readonly number[] | undefined } {
  const store = {
    kept,
    read: async () => store.kept,
    keep: async (scores: readonly number[]) => {
      store.kept = scores;
    },
  };
  return store;
}

/** `scoreOf`: from the number of tokens. Writes down the shapes that are run. */
function openFake(scoreOf: (tokens: number) => number) {
  const seen = { shapes: [] as (readonly number[])[], openings: 0, disposals: 0 };
  const open = async (): Promise<ModelSession> => {
    seen.openings += 1;
    return {
      backend: 'wasm',
      name: 'bert',
      run: async ({ input_ids: { dims } }) => {
        seen.shapes.push(dims);
        return { output: Float32Array.of(scoreOf(dims[1])), dims: [1, 1], modelMs: 1 };
      },
      dispose: async () => {
        seen.disposals += 1;
      },
    };
  };
  return { open, seen };
}

test('each pair alone and unpadded; the scores are kept and the session closed', async () => {
  const { open, seen } = openFake((tokens) => tokens / 2);
  const store = memoryStore();
  const pairs = await referencePairs(model, texts, store, open);
  expect(seen).toEqual({ shapes: LENGTHS.map((length) => [1, length]), openings: 1, disposals: 1 });
  expect(pairs.map(({ pair }) => pair.ids.length)).toEqual(LENGTHS);
  expect(pairs.map(({ logit }) => logit)).toEqual(LENGTHS.map((length) => length / 2));
  expect(pairs[0]).toEqual({
    ...texts[9],
    pair: { ids: [2, the, river, 3, the, 3], passageStart: 4 },
    logit: 3,
  });
  expect(store.kept).toEqual(LENGTHS.map((length) => length / 2));
});

test('kept scores are used without opening the model', async () => {
  const { open, seen } = openFake(() => 0);
  const kept = LENGTHS.map((length) => -length);
  const pairs = await referencePairs(model, texts, memoryStore(kept), open);
  expect(pairs.map(({ logit }) => logit)).toEqual(kept);
  expect(seen.openings).toBe(0);
});

test('kept scores of another set of texts are made anew', async () => {
  const { open, seen } = openFake((tokens) => tokens);
  const store = memoryStore([1, 2, 3]);
  await referencePairs(model, texts, store, open);
  expect(store.kept).toEqual(LENGTHS);
  expect(seen.openings).toBe(1);
});

test.each([
  {
    title: 'equal scores',
    scoreOf: () => 0.5,
    message:
      'bert: expected different scores for 9 different pairs, found 0.5 for each of them. The model or its score ' +
      'rule is wrong: choose another file of it, or another model.',
  },
  {
    title: 'a score that is not finite',
    scoreOf: (tokens: number) => (tokens === 8 ? Number.NaN : tokens),
    message: 'bert: expected a finite score, found NaN on WebAssembly. Choose another file of the model.',
  },
])('$title: refused, nothing kept, the session closed', async ({ scoreOf, message }) => {
  const { open, seen } = openFake(scoreOf);
  const store = memoryStore();
  await expect(referencePairs(model, texts, store, open)).rejects.toMatchObject({
    name: 'EncoderError',
    message,
  });
  expect(store.kept).toBeUndefined();
  expect(seen.disposals).toBe(1);
});

test('scores that cannot be kept fail the start, and the session is closed', async () => {
  const { open, seen } = openFake((tokens) => tokens);
  const store = { ...memoryStore(), keep: () => Promise.reject(new Error('The disk is full.')) };
  await expect(referencePairs(model, texts, store, open)).rejects.toThrow('The disk is full.');
  expect(seen.disposals).toBe(1);
});
