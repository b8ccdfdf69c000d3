import { describe, expect, test } from 'vitest';
import { XennError } from '../core/errors.ts';
import type { CrossEncoderSettings, DualEncoderSettings } from '../core/model-settings.ts';
import { architectureFiles } from '../testing/architectures.ts';
import type { ModelFiles } from './model-files.ts';
import { prepareCrossEncoder, prepareDualEncoder, readConfigs } from './prepare-model.ts';
import { QWEN3_PROMPT } from './read-settings.ts';

/** The files with some added, or replaced, by text; `reads` are the paths that were read. */
async function filesWith(name: string, texts: Readonly<Record<string, string>>) {
  const files = await architectureFiles(name);
  const reads: string[] = [];
  const changed: ModelFiles = {
    ...files,
    paths: [...new Set([...files.paths, ...Object.keys(texts)])],
    read: async (path) => {
      reads.push(path);
      return path in texts ? new TextEncoder().encode(texts[path]) : files.read(path);
    },
  };
  return { files: changed, reads };
}

test('settings that a person changed take the place of those in the files', async () => {
  const settings: CrossEncoderSettings = {
    maxTokens: 120,
    scoreRule: 'yes-or-no',
    prompt: { ...QWEN3_PROMPT, start: 'Answer yes or no.\n' },
  };
  const files = await architectureFiles('qwen3');
  const model = await prepareCrossEncoder(files, settings);
  expect(model.settings).toBe(settings);
  expect(model.format.maxTokens).toBe(120);
  expect(model.format.frame.before).toEqual(model.tokenizer.encode('Answer yes or no.\n'));

  const dualSettings: DualEncoderSettings = {
    maxTokens: 16,
    pooling: 'last-token',
    normalize: false,
    queryPrefix: 'q',
    passagePrefix: 'p',
  };
  const dual = await prepareDualEncoder(await architectureFiles('bert-mean-e5'), dualSettings);
  expect(dual.settings).toBe(dualSettings);
});

test('without a prompt, texts are joined by the special tokens of the tokenizer', async () => {
  const { format, scoreReader, name } = await prepareCrossEncoder(await architectureFiles('bert-two-logit'));
  const nothing = { before: '', after: '' };
  expect(format).toEqual({
    frame: { before: [2], between: [3], after: [3], passageType: 1 },
    query: nothing,
    passage: nothing,
    maxTokens: 64,
    fixedTokens: 3,
    mostQueryTokens: 32,
    padId: 0,
  });
  expect(name).toBe('bert-two-logit');
  expect(scoreReader.scores({ output: Float32Array.of(1, 3), dims: [1, 2], modelMs: 1 }, 1)).toEqual(
    Float32Array.of(2),
  );
});

test.each([
  { name: 'bert-mean-e5', frame: { before: [2], after: [3] } },
  { name: 'static', frame: { before: [], after: [] } },
  // Its tokenizer would add some, but its vectors were made without.
  { name: 'static-bag', frame: { before: [], after: [] } },
])('$name frames a text by $frame', async ({ name, frame }) => {
  expect((await prepareDualEncoder(await architectureFiles(name))).frame).toEqual(frame);
});

describe('graph', () => {
  test('is read anew each time, and not before', async () => {
    const { files, reads } = await filesWith('bert', {});
    const model = await prepareCrossEncoder(files);
    expect(reads).not.toContain('onnx/model.onnx');
    const graph = await model.readGraph();
    await model.readGraph();
    expect(reads.filter((path) => path === 'onnx/model.onnx')).toHaveLength(2);
    expect(graph).toEqual({ name: 'bert', graph: await files.read('onnx/model.onnx'), externalData: [] });
  });

  test('comes with the files that hold its weights, by the names that it has for them', async () => {
    const { files } = await filesWith('bert', {
      'onnx/model.onnx_data': 'first',
      'onnx/model.onnx_data_1': 'second',
      'onnx/model_fp16.onnx_data': 'of another graph',
    });
    const { externalData } = await (await prepareCrossEncoder(files)).readGraph();
    expect(externalData.map(({ path, data }) => [path, new TextDecoder().decode(data)])).toEqual([
      ['model.onnx_data', 'first'],
      ['model.onnx_data_1', 'second'],
    ]);
  });
});

describe('configs', () => {
  test('of a model with all of them', async () => {
    const configs = await readConfigs(await architectureFiles('bert-mean-e5'));
    expect(configs).toMatchObject({
      config: { model_type: 'bert' },
      tokenizerConfig: { tokenizer_class: 'BertTokenizer' },
      modules: [{}, {}, { type: 'sentence_transformers.models.Normalize' }],
      sentences: { max_seq_length: 64 },
      pooling: { pooling_mode_mean_tokens: true },
      prompts: { prompts: { query: 'query: ' } },
    });
  });

  test('of a model without those of sentence-transformers', async () => {
    const configs = await readConfigs(await architectureFiles('bert'));
    expect(Object.keys(configs)).toEqual(['config', 'tokenizerConfig']);
  });
});

test.each(['config.json', 'tokenizer_config.json', 'tokenizer.json'])('%s damaged: refused', async (path) => {
  const { files } = await filesWith('bert', { [path]: '{"model' });
  await expect(prepareCrossEncoder(files)).rejects.toMatchObject({
    name: 'EncoderError',
    message: `bert: expected a JSON object in ${path}, found something else. Remove the model and get it again.`,
  });
});

test('a file that cannot be read: its error is passed on', async () => {
  const files = await architectureFiles('bert');
  const error = new XennError('EncoderError', 'config.json is missing.');
  const read: ModelFiles['read'] = (path) =>
    path === 'config.json' ? Promise.reject(error) : files.read(path);
  await expect(prepareDualEncoder({ ...files, read })).rejects.toBe(error);
});

test('an embedding model is refused as a cross-encoder', async () => {
  await expect(prepareCrossEncoder(await architectureFiles('bert-cls-bge'))).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'config.json: expected an architecture …ForSequenceClassification or Qwen3ForCausalLM, as cross-encoders have, ' +
      'found BertModel. Choose a cross-encoder, also called a reranker.',
  });
});
