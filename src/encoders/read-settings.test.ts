import { describe, expect, test } from 'vitest';
import {
  type ModelConfigs,
  QWEN3_PROMPT,
  readCrossEncoderSettings,
  readDualEncoderSettings,
} from './read-settings.ts';

const oneLabel = { id2label: { 0: 'LABEL_0' } };
const classifier = (architecture: string, rest: object) => ({
  architectures: [`${architecture}ForSequenceClassification`],
  ...rest,
});

/** Files as the models' repositories on the hub have them, as far as they are read. */
describe('cross-encoders', () => {
  test.each([
    {
      name: 'cross-encoder/ms-marco-MiniLM-L6-v2',
      config: classifier('Bert', { model_type: 'bert', max_position_embeddings: 512, ...oneLabel }),
      tokenizerConfig: { model_max_length: 512 },
      settings: { maxTokens: 512, scoreRule: 'single-logit' },
      longestTokens: 512,
    },
    {
      name: 'BAAI/bge-reranker-v2-m3',
      config: classifier('XLMRoberta', {
        model_type: 'xlm-roberta',
        max_position_embeddings: 8194,
        pad_token_id: 1,
        ...oneLabel,
      }),
      tokenizerConfig: { model_max_length: 8192 },
      settings: { maxTokens: 512, scoreRule: 'single-logit' },
      longestTokens: 8192,
    },
    {
      name: 'mixedbread-ai/mxbai-rerank-xsmall-v1',
      config: classifier('DebertaV2', {
        model_type: 'deberta-v2',
        max_position_embeddings: 512,
        ...oneLabel,
      }),
      tokenizerConfig: { model_max_length: 512 },
      settings: { maxTokens: 512, scoreRule: 'single-logit' },
      longestTokens: 512,
    },
    {
      // Declares no labels; its card passes num_labels=1.
      name: 'jinaai/jina-reranker-v1-tiny-en',
      config: classifier('JinaBert', { model_type: 'bert', max_position_embeddings: 8192 }),
      tokenizerConfig: { model_max_length: 8192 },
      settings: { maxTokens: 512, scoreRule: 'single-logit' },
      longestTokens: 8192,
    },
    {
      name: 'Alibaba-NLP/gte-reranker-modernbert-base',
      config: classifier('ModernBert', {
        model_type: 'modernbert',
        max_position_embeddings: 8192,
        ...oneLabel,
      }),
      tokenizerConfig: { model_max_length: 8192 },
      settings: { maxTokens: 512, scoreRule: 'single-logit' },
      longestTokens: 8192,
    },
    {
      name: 'Qwen/Qwen3-Reranker-0.6B',
      config: { architectures: ['Qwen3ForCausalLM'], model_type: 'qwen3', max_position_embeddings: 40960 },
      tokenizerConfig: { model_max_length: 131072 },
      settings: { maxTokens: 512, scoreRule: 'yes-or-no', prompt: QWEN3_PROMPT },
      longestTokens: 40960,
    },
    {
      name: 'one with two labels',
      config: classifier('Bert', {
        model_type: 'bert',
        max_position_embeddings: 512,
        id2label: { 0: 'LABEL_0', 1: 'LABEL_1' },
      }),
      tokenizerConfig: {},
      settings: { maxTokens: 512, scoreRule: 'logit-difference' },
      longestTokens: 512,
    },
    {
      name: 'one that counts its labels, with the tokenizer short of the positions',
      config: classifier('Roberta', {
        model_type: 'roberta',
        max_position_embeddings: 514,
        num_labels: 2,
      }),
      tokenizerConfig: { model_max_length: 128 },
      settings: { maxTokens: 128, scoreRule: 'logit-difference' },
      longestTokens: 128,
    },
    {
      name: 'one without a limit',
      config: classifier('Bert', oneLabel),
      tokenizerConfig: { model_max_length: 1e30 },
      settings: { maxTokens: 512, scoreRule: 'single-logit' },
      longestTokens: 512,
    },
  ])('$name', ({ config, tokenizerConfig, settings, longestTokens }) => {
    expect(readCrossEncoderSettings({ config, tokenizerConfig })).toEqual({ settings, longestTokens });
  });

  const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [i, `${i}`]));
  const architectureExpected =
    'config.json: expected an architecture …ForSequenceClassification or Qwen3ForCausalLM, as cross-encoders have, found';

  test.each([
    {
      name: 'cross-encoder/nli-deberta-v3-base',
      config: classifier('DebertaV2', { id2label: { 0: 'contradiction', 1: 'entailment', 2: 'neutral' } }),
      message:
        'config.json: expected a model with one label, or two of which the second means relevant, found 3 labels. ' +
        'Choose a cross-encoder that was trained for ranking.',
    },
    {
      name: 'a classifier without labels',
      config: classifier('Bert', { id2label: labels(0) }),
      message:
        'config.json: expected a model with one label, or two of which the second means relevant, found 0 labels. ' +
        'Choose a cross-encoder that was trained for ranking.',
    },
    {
      name: 'sentence-transformers/all-MiniLM-L6-v2',
      config: { architectures: ['BertModel'], model_type: 'bert' },
      message: `${architectureExpected} BertModel. Choose a cross-encoder, also called a reranker.`,
    },
    {
      name: 'a generator that was not made for scores',
      config: { architectures: ['T5ForConditionalGeneration'], model_type: 't5' },
      message: `${architectureExpected} T5ForConditionalGeneration. Choose a cross-encoder, also called a reranker.`,
    },
    {
      name: 'one that does not say what it is',
      config: {},
      message: `${architectureExpected} none. Choose a cross-encoder, also called a reranker.`,
    },
  ])('$name is refused', ({ config, message }) => {
    expect(() => readCrossEncoderSettings({ config, tokenizerConfig: {} })).toThrow(message);
  });
});

test("Qwen3-Reranker's prompt holds each text once", () => {
  expect(QWEN3_PROMPT.query.split('{query}')).toHaveLength(2);
  expect(QWEN3_PROMPT.passage.split('{passage}')).toHaveLength(2);
});

/** modules.json of sentence-transformers. */
const modules = (...kinds: string[]) =>
  kinds.map((kind, idx) => ({ idx, name: `${idx}`, type: `sentence_transformers.models.${kind}` }));
const normalized = modules('Transformer', 'Pooling', 'Normalize');

/** 1_Pooling/config.json with these modes. */
const poolingFile = (...modes: string[]) => ({
  word_embedding_dimension: 384,
  ...Object.fromEntries(
    ['cls_token', 'mean_tokens', 'max_tokens', 'mean_sqrt_len_tokens', 'lasttoken'].map((mode) => [
      `pooling_mode_${mode}`,
      modes.includes(mode),
    ]),
  ),
});

const bert = {
  config: { architectures: ['BertModel'], model_type: 'bert', max_position_embeddings: 512 },
  tokenizerConfig: { model_max_length: 512 },
};
const qwenPrefix =
  'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:';
const bgePrefix = 'Represent this sentence for searching relevant passages: ';

describe('dual-encoders', () => {
  test.each<{
    name: string;
    configs: ModelConfigs;
    settings: object;
    longestTokens: number;
  }>([
    {
      name: 'sentence-transformers/all-MiniLM-L6-v2',
      configs: {
        ...bert,
        modules: normalized,
        sentences: { max_seq_length: 256, do_lower_case: false },
        pooling: poolingFile('mean_tokens'),
      },
      settings: { maxTokens: 256, pooling: 'mean' },
      longestTokens: 512,
    },
    {
      name: 'Xenova/all-MiniLM-L6-v2',
      configs: bert,
      settings: { maxTokens: 512, pooling: 'mean' },
      longestTokens: 512,
    },
    {
      name: 'intfloat/e5-small-v2',
      configs: {
        ...bert,
        modules: normalized,
        sentences: { max_seq_length: 512 },
        pooling: poolingFile('mean_tokens'),
      },
      settings: { maxTokens: 512, pooling: 'mean', queryPrefix: 'query: ', passagePrefix: 'passage: ' },
      longestTokens: 512,
    },
    {
      name: 'intfloat/multilingual-e5-base',
      configs: {
        config: { model_type: 'xlm-roberta', max_position_embeddings: 514, pad_token_id: 1 },
        tokenizerConfig: { model_max_length: 512 },
      },
      settings: { maxTokens: 512, pooling: 'mean', queryPrefix: 'query: ', passagePrefix: 'passage: ' },
      longestTokens: 512,
    },
    {
      name: 'BAAI/bge-small-en-v1.5',
      configs: { ...bert, modules: normalized, pooling: poolingFile('cls_token') },
      settings: { maxTokens: 512, pooling: 'first-token', queryPrefix: bgePrefix },
      longestTokens: 512,
    },
    {
      name: 'bge-base-en-v1.5',
      configs: bert,
      settings: { maxTokens: 512, pooling: 'first-token', queryPrefix: bgePrefix },
      longestTokens: 512,
    },
    {
      name: 'BAAI/bge-m3',
      configs: {
        config: { model_type: 'xlm-roberta', max_position_embeddings: 8194, pad_token_id: 1 },
        tokenizerConfig: { model_max_length: 8192 },
      },
      settings: { maxTokens: 512, pooling: 'first-token' },
      longestTokens: 8192,
    },
    {
      name: 'Alibaba-NLP/gte-modernbert-base',
      configs: {
        config: { model_type: 'modernbert', max_position_embeddings: 8192 },
        tokenizerConfig: { model_max_length: 8192 },
      },
      settings: { maxTokens: 512, pooling: 'first-token' },
      longestTokens: 8192,
    },
    {
      name: 'an MPNet that is compared by dot product, and whose tokenizer names no limit',
      configs: {
        config: { model_type: 'mpnet', max_position_embeddings: 514, pad_token_id: 1 },
        tokenizerConfig: {},
        modules: modules('Transformer', 'Pooling'),
        pooling: poolingFile('cls_token'),
      },
      settings: { maxTokens: 512, pooling: 'first-token', normalize: false },
      longestTokens: 512,
    },
    {
      name: 'Qwen/Qwen3-Embedding-0.6B',
      configs: {
        config: { model_type: 'qwen3', max_position_embeddings: 32768 },
        tokenizerConfig: { model_max_length: 131072 },
        modules: normalized,
        pooling: poolingFile('lasttoken'),
        prompts: { prompts: { query: qwenPrefix, document: '' } },
      },
      settings: { maxTokens: 512, pooling: 'last-token', queryPrefix: qwenPrefix },
      longestTokens: 32768,
    },
    {
      name: 'minishlab/potion-base-8M',
      configs: {
        config: { model_type: 'model2vec', architectures: ['StaticModel'], seq_length: 1000000 },
        tokenizerConfig: { model_max_length: 1e30 },
        modules: modules('StaticEmbedding', 'Normalize'),
      },
      settings: { maxTokens: 4096, pooling: 'mean' },
      longestTokens: 4096,
    },
    {
      name: 'files go before what is known of the family: e5-like',
      configs: {
        ...bert,
        pooling: poolingFile('lasttoken'),
        prompts: { prompts: { query: 'q: ', passage: 'p: ', document: 'd: ' } },
      },
      settings: { maxTokens: 512, pooling: 'last-token', queryPrefix: 'q: ', passagePrefix: 'p: ' },
      longestTokens: 512,
    },
  ])('$name', ({ name, configs, settings, longestTokens }) => {
    const usual = { normalize: true, queryPrefix: '', passagePrefix: '' };
    expect(readDualEncoderSettings(configs, name)).toEqual({
      settings: { ...usual, ...settings },
      longestTokens,
    });
  });

  test.each([
    { pooling: poolingFile('max_tokens'), found: 'pooling_mode_max_tokens' },
    {
      pooling: poolingFile('cls_token', 'mean_tokens'),
      found: 'pooling_mode_cls_token and pooling_mode_mean_tokens',
    },
    { pooling: poolingFile(), found: 'none' },
  ])('the pooling $found is refused', ({ pooling, found }) => {
    expect(() => readDualEncoderSettings({ ...bert, pooling }, 'model')).toThrow(
      '1_Pooling/config.json: expected one of pooling_mode_cls_token, pooling_mode_lasttoken, ' +
        `pooling_mode_mean_tokens, found ${found}. Choose another dual-encoder.`,
    );
  });
});
