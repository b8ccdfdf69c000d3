/** Each architecture from its files to its scores or vectors, against what PyTorch gives. */
import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose } from '../testing/all-close.ts';
import {
  architectureFiles,
  type ExpectedCrossEncoder,
  type ExpectedDualEncoder,
  readExpected,
} from '../testing/architectures.ts';
import { configureNodeRuntime } from '../testing/node-encoders.ts';
import { createDualEncoder } from './dual-encoder.ts';
import { readJsonFile } from './model-files.ts';
import {
  assemblePair,
  encodePassage,
  encodeQuery,
  type Pair,
  pairTensors,
  passageTokenLimit,
} from './pair-assembly.ts';
import { poolTokens } from './pool-tokens.ts';
import {
  type PreparedCrossEncoder,
  type PreparedDualEncoder,
  prepareCrossEncoder,
  prepareDualEncoder,
} from './prepare-model.ts';
import { QWEN3_PROMPT } from './read-settings.ts';
import { type ModelSession, openSession } from './session.ts';

configureNodeRuntime();

/**
 * Of the distance between the highest and the lowest score. Sums of float32 in another order, and the rounding of the
 * expected numbers, account for up to 3e-6 of it; a token, its type, its place or the mask that is wrong, for a
 * hundredth and more.
 */
const SCORE_TOLERANCE = 1e-5;

/** For components of a vector of length 1. */
const VECTOR_TOLERANCE = 2e-6;

const GRAPH = 'onnx/model.onnx';
const oneLogit = { maxTokens: 64, scoreRule: 'single-logit' };
const yesOrNo = { maxTokens: 160, scoreRule: 'yes-or-no', prompt: QWEN3_PROMPT };

describe.each([
  { name: 'bert', weightsPath: GRAPH, settings: oneLogit },
  { name: 'bert-two-logit', weightsPath: GRAPH, settings: { maxTokens: 64, scoreRule: 'logit-difference' } },
  { name: 'distilbert', weightsPath: GRAPH, settings: oneLogit },
  { name: 'roberta', weightsPath: GRAPH, settings: oneLogit },
  { name: 'xlm-roberta', weightsPath: GRAPH, settings: oneLogit },
  { name: 'deberta-v2', weightsPath: GRAPH, settings: oneLogit },
  { name: 'modernbert', weightsPath: GRAPH, settings: oneLogit },
  { name: 'qwen3', weightsPath: GRAPH, settings: yesOrNo },
  { name: 'qwen3', weightsPath: 'onnx/model_without_past.onnx', settings: yesOrNo },
])('cross-encoder $name, $weightsPath', ({ name, weightsPath, settings }) => {
  let expected: ExpectedCrossEncoder;
  let model: PreparedCrossEncoder;
  let session: ModelSession;
  let pairs: Pair[];
  let tolerance: number;

  beforeAll(async () => {
    expected = await readExpected(name);
    const scores = expected.pairs.map(({ score }) => score);
    tolerance = SCORE_TOLERANCE * (Math.max(...scores) - Math.min(...scores));
    model = await prepareCrossEncoder(await architectureFiles(name, weightsPath));
    session = await openSession(await model.readGraph(), 'wasm');
    const { format, tokenizer } = model;
    pairs = expected.pairs.map(({ query, passage }) => {
      const queryIds = encodeQuery(query, format, tokenizer);
      const room = passageTokenLimit(queryIds.length, format);
      return assemblePair(queryIds, encodePassage(passage, format, tokenizer, room), format);
    });
  });
  afterAll(() => session?.dispose());

  const scoresOf = async (batch: readonly Pair[], length: number): Promise<Float32Array> => {
    const readAt = model.scoreReader.readAt(batch.map(({ ids }) => ids.length));
    const run = await session.run(pairTensors(batch, length, model.format), readAt);
    return model.scoreReader.scores(run, batch.length);
  };

  test('settings follow from the files', () => {
    expect(model.settings).toEqual(settings);
    expect(model.settings.maxTokens).toBe(expected.max_tokens);
  });

  test('token ids and types', () => {
    expect(pairs.map(({ ids }) => ids)).toEqual(expected.pairs.map(({ input_ids }) => input_ids));
    expected.pairs.forEach(({ token_type_ids: types }, row) => {
      if (!types) return;
      const tensors = pairTensors([pairs[row]], types.length, model.format);
      expect([...tensors.token_type_ids.data]).toEqual(types);
    });
  });

  test('the score of each pair alone', async () => {
    for (const [row, { score }] of expected.pairs.entries()) {
      expectAllClose(await scoresOf([pairs[row]], pairs[row].ids.length), [score], tolerance);
    }
  });

  test('the scores of one padded batch', async () => {
    expectAllClose(
      await scoresOf(pairs, expected.max_tokens),
      expected.pairs.map(({ score }) => score),
      tolerance,
    );
  });
});

describe.each([
  {
    name: 'bert-mean-e5',
    settings: { maxTokens: 64, pooling: 'mean', queryPrefix: 'query: ', passagePrefix: 'passage: ' },
  },
  {
    name: 'bert-cls-bge',
    settings: {
      maxTokens: 64,
      pooling: 'first-token',
      queryPrefix: 'Represent this sentence for searching relevant passages: ',
      passagePrefix: '',
    },
  },
  {
    name: 'static',
    settings: { maxTokens: 4096, pooling: 'mean', queryPrefix: '', passagePrefix: '' },
  },
  {
    name: 'static-bag',
    settings: { maxTokens: 4096, pooling: 'mean', queryPrefix: '', passagePrefix: '' },
  },
])('dual-encoder $name', ({ name, settings }) => {
  let expected: ExpectedDualEncoder;
  let model: PreparedDualEncoder;
  let session: ModelSession;

  beforeAll(async () => {
    expected = await readExpected(name);
    model = await prepareDualEncoder(await architectureFiles(name));
    session = await openSession(await model.readGraph(), 'wasm');
  });
  afterAll(() => session?.dispose());

  test('settings follow from the files', () => {
    expect(model.settings).toEqual({ ...settings, normalize: true });
  });

  test('token ids, and the vector of each text alone', async () => {
    const identity = { name, hash: '' };
    const seen: number[][] = [];
    const recording: ModelSession = {
      ...session,
      run: (inputs) => {
        seen.push([...inputs.input_ids.data]);
        return session.run(inputs);
      },
    };
    const encoder = await createDualEncoder({ ...model, identity, session: recording });
    seen.length = 0;
    for (const { text, role, embedding } of expected.texts) {
      const { data } = await encoder.embed([text], role);
      expectAllClose(data, embedding, VECTOR_TOLERANCE);
    }
    expect(seen).toEqual(expected.texts.map(({ input_ids }) => input_ids));
  });

  test('the vectors of one padded batch', async () => {
    const lengths = expected.texts.map(({ input_ids }) => input_ids.length);
    const batch = expected.texts.map(({ input_ids }) => ({ ids: input_ids, passageStart: input_ids.length }));
    const frame = { before: [], between: [], after: [], passageType: 0 };
    const { padId } = model.tokenizer;
    const run = await session.run(pairTensors(batch, Math.max(...lengths), { frame, padId }));
    const vectors = poolTokens(run, lengths, model.settings.pooling, name);
    const dimension = vectors.length / lengths.length;
    expected.texts.forEach(({ embedding }, row) => {
      const vector = vectors.subarray(row * dimension, (row + 1) * dimension);
      const norm = Math.hypot(...vector);
      expectAllClose(
        vector.map((value) => value / norm),
        embedding,
        VECTOR_TOLERANCE,
      );
    });
  });
});

describe('tokenizers', () => {
  const awkward = fc.constantFrom(
    ...['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', '<s>', '</s>', '<pad>', '<unk>', '<mask>'],
    ...['<|im_start|>', '<|im_end|>', '<|endoftext|>', '<', '[', '|', 'SEP', ']', '>'],
    ...[' ', '  ', '\t', '\n', '\u00a0', '\u0301', '\u2581', '\u0000', '\ud83d'],
    ...['river', "don't", 'Café', 'ß', '東京', '🎄', '1748', '.'],
  );
  const text = fc
    .array(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 })
    .map((parts) => parts.join(''));

  test.each(['bert', 'roberta', 'xlm-roberta', 'deberta-v2', 'modernbert', 'qwen3', 'static'])(
    '%s: no text holds a special token, and a limit gives the beginning',
    async (name) => {
      const files = await architectureFiles(name);
      const { added_tokens: added } = (await readJsonFile(files, 'tokenizer.json')) as {
        added_tokens: { id: number; content: string; special: boolean }[];
      };
      const { tokenizer } = await prepareDualEncoder(files);
      const special = new Set(
        added.filter((token) => token.special && !/unk/i.test(token.content)).map(({ id }) => id),
      );
      expect(special.size).toBeGreaterThan(0);
      fc.assert(
        fc.property(text, fc.nat(20), (sample, limit) => {
          const ids = tokenizer.encode(sample);
          expect(ids.filter((id) => special.has(id))).toEqual([]);
          expect(tokenizer.encode(sample, limit)).toEqual(ids.slice(0, limit));
        }),
        { seed: 1, numRuns: 200 },
      );
    },
  );

  test('BERT: encoding word by word gives what encoding the whole text gives', async () => {
    const files = await architectureFiles('bert');
    const { tokenizer } = await prepareCrossEncoder(files);
    const json = await readJsonFile(files, 'tokenizer.json');
    const whole = new Tokenizer(
      { ...json, added_tokens: [] },
      await readJsonFile(files, 'tokenizer_config.json'),
    );
    fc.assert(
      fc.property(text, (sample) => {
        expect(tokenizer.encode(sample)).toEqual(whole.encode(sample, { add_special_tokens: false }).ids);
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  test('Qwen3: the parts of a prompt have the tokens of the whole', async () => {
    const { tokenizer, format } = await prepareCrossEncoder(await architectureFiles('qwen3'));
    const { start, query, passage, end } = QWEN3_PROMPT;
    const unlimited = { ...format, maxTokens: 10_000, mostQueryTokens: 5000 };
    const ordinary = text.filter((sample) => !/<\||think>/.test(sample));
    fc.assert(
      fc.property(ordinary, ordinary, (asked, read) => {
        const whole =
          start + query.replace('{query}', () => asked) + passage.replace('{passage}', () => read) + end;
        const pair = assemblePair(
          encodeQuery(asked, unlimited, tokenizer),
          encodePassage(read, unlimited, tokenizer),
          unlimited,
        );
        expect(pair.ids).toEqual(tokenizer.encodePrompt(whole));
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
