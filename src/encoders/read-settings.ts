import { XennError } from '../core/errors.ts';
import type {
  CrossEncoderSettings,
  DualEncoderSettings,
  PairPrompt,
  Pooling,
} from '../core/model-settings.ts';

/** The JSON files of a model that say how it is used; what a repository lacks is absent. */
export interface ModelConfigs {
  readonly config: JsonObject;
  readonly tokenizerConfig: JsonObject;
  /** modules.json, as sentence-transformers writes it. */
  readonly modules?: unknown;
  /** sentence_bert_config.json */
  readonly sentences?: JsonObject;
  /** 1_Pooling/config.json */
  readonly pooling?: JsonObject;
  /** config_sentence_transformers.json */
  readonly prompts?: JsonObject;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Settings as the files give them, and the longest input that the model can take. */
export interface ReadSettings<Settings> {
  readonly settings: Settings;
  readonly longestTokens: number;
}

/**
 * Longer inputs are read only when a person asks for it: their cost grows faster than their length, and few passages
 * say what they are about only after some 350 words.
 */
const USUAL_MAX_TOKENS = 512;

/** A table of token vectors takes any length, but holds every token's vector at once: of 256 floats, 4 MiB. */
const STATIC_MAX_TOKENS = 4096;

/**
 * Qwen3-Reranker reads this prompt (https://huggingface.co/Qwen/Qwen3-Reranker-0.6B, model card, "Usage"); its
 * instruction may be changed.
 */
export const QWEN3_PROMPT: PairPrompt = {
  start:
    '<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct ' +
    'provided. Note that the answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n',
  query:
    '<Instruct>: Given a web search query, retrieve relevant passages that answer the query\n<Query>: {query}\n<Document>:',
  passage: ' {passage}',
  end: '<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n',
};

/**
 * How a cross-encoder is fed and read, from config.json and tokenizer_config.json. Throws EncoderError for a model
 * that gives neither one or two logits a pair nor an answer in words.
 */
export function readCrossEncoderSettings({
  config,
  tokenizerConfig,
}: ModelConfigs): ReadSettings<CrossEncoderSettings> {
  const longestTokens = longestInput(config, tokenizerConfig);
  const maxTokens = Math.min(longestTokens, USUAL_MAX_TOKENS);
  const architecture = firstString(config.architectures) ?? 'none';
  if (architecture === 'Qwen3ForCausalLM') {
    return { settings: { maxTokens, scoreRule: 'yes-or-no', prompt: QWEN3_PROMPT }, longestTokens };
  }
  if (!architecture.endsWith('ForSequenceClassification')) {
    throw new XennError(
      'EncoderError',
      'config.json: expected an architecture …ForSequenceClassification or Qwen3ForCausalLM, as cross-encoders have, ' +
        `found ${architecture}. Choose a cross-encoder, also called a reranker.`,
    );
  }
  const labels = labelCount(config);
  if (labels === 1) return { settings: { maxTokens, scoreRule: 'single-logit' }, longestTokens };
  if (labels === 2) return { settings: { maxTokens, scoreRule: 'logit-difference' }, longestTokens };
  throw new XennError(
    'EncoderError',
    `config.json: expected a model with one label, or two of which the second means relevant, found ${labels} ` +
      'labels. Choose a cross-encoder that was trained for ranking.',
  );
}

/**
 * How a dual-encoder is fed and read. What sentence-transformers' files say comes first; without them, what is known
 * of the families e5 (prefixes), bge and gte-modernbert (first token), by `name`; else the mean of all tokens. Throws
 * EncoderError for a pooling that is not known here.
 */
export function readDualEncoderSettings(
  configs: ModelConfigs,
  name: string,
): ReadSettings<DualEncoderSettings> {
  const { config, tokenizerConfig, modules, sentences, pooling, prompts } = configs;
  const longestTokens = isStatic(config) ? STATIC_MAX_TOKENS : longestInput(config, tokenizerConfig);
  const family = FAMILIES.find(({ pattern }) => pattern.test(name));
  const written = (prompts?.prompts ?? {}) as Readonly<Record<string, unknown>>;
  const settings: DualEncoderSettings = {
    maxTokens: isStatic(config)
      ? longestTokens
      : Math.min(longestTokens, USUAL_MAX_TOKENS, asCount(sentences?.max_seq_length) ?? USUAL_MAX_TOKENS),
    pooling: poolingOf(pooling) ?? family?.pooling ?? 'mean',
    // A list of modules without the one that normalises is meant so.
    normalize: !Array.isArray(modules) || modules.some(({ type }) => String(type).endsWith('Normalize')),
    // Newer files name the prompts of every model and leave them empty where nobody set them.
    queryPrefix: asString(written.query) || family?.queryPrefix || '',
    passagePrefix: asString(written.passage ?? written.document) || family?.passagePrefix || '',
  };
  return { settings, longestTokens };
}

/** Whether a model is a table of token vectors: it was made for texts without special tokens. */
export function isStatic({ static_embedding: isTable, model_type: type }: JsonObject): boolean {
  return isTable === true || type === 'model2vec';
}

interface Family {
  readonly pattern: RegExp;
  readonly pooling: Pooling;
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
}

const FAMILIES: readonly Family[] = [
  { pattern: /(^|[/-])e5-/i, pooling: 'mean', queryPrefix: 'query: ', passagePrefix: 'passage: ' },
  {
    pattern: /(^|\/)bge-.*-en/i,
    pooling: 'first-token',
    queryPrefix: 'Represent this sentence for searching relevant passages: ',
  },
  { pattern: /(^|\/)bge-/i, pooling: 'first-token' },
  { pattern: /(^|\/)gte-modernbert/i, pooling: 'first-token' },
];

/** Positions that are kept for padding (RoBERTa and MPNet count from their pad id + 1) are none for tokens. */
function longestInput(config: JsonObject, tokenizerConfig: JsonObject): number {
  const positions = asCount(config.max_position_embeddings) ?? Number.POSITIVE_INFINITY;
  const kept = /roberta|camembert|mpnet/.test(String(config.model_type))
    ? (asCount(config.pad_token_id) ?? 1) + 1
    : 0;
  const declared = asCount(tokenizerConfig.model_max_length) ?? Number.POSITIVE_INFINITY;
  const longest = Math.min(positions - kept, declared);
  // Some files say 1e30 for "no limit".
  return longest < 1e6 ? longest : USUAL_MAX_TOKENS;
}

function labelCount({ num_labels: count, id2label: labels }: JsonObject): number {
  if (typeof labels === 'object' && labels !== null) return Object.keys(labels).length;
  // Jina's rerankers leave it to the caller, who is told to ask for one.
  return asCount(count) ?? 1;
}

const POOLINGS: Readonly<Record<string, Pooling>> = {
  pooling_mode_cls_token: 'first-token',
  pooling_mode_lasttoken: 'last-token',
  pooling_mode_mean_tokens: 'mean',
};

function poolingOf(config: JsonObject | undefined): Pooling | undefined {
  if (!config) return undefined;
  const modes = Object.keys(config).filter((key) => key.startsWith('pooling_mode_') && config[key] === true);
  if (modes.length === 1 && modes[0] in POOLINGS) return POOLINGS[modes[0]];
  throw new XennError(
    'EncoderError',
    `1_Pooling/config.json: expected one of ${Object.keys(POOLINGS).join(', ')}, found ` +
      `${modes.join(' and ') || 'none'}. Choose another dual-encoder.`,
  );
}

function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : undefined;
}

function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function firstString(value: unknown): string | undefined {
  return Array.isArray(value) ? asString(value[0]) : undefined;
}
