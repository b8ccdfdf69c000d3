import { XennError } from '../../core/errors.ts';
import type { RerankApiName } from '../../core/model-choice.ts';

export interface RerankApi {
  /** For people: which servers speak it. */
  readonly label: string;
  /** Below the server's address. */
  readonly path: string;
  /** What the scores of a reply are, when asked for as `requestBody` does; 'unknown': a trial has to tell. */
  readonly scale: 'logit' | 'probability' | 'unknown';
  readonly requestBody: (model: string, query: string, texts: readonly string[]) => object;
  /** The rows of a reply, whatever they are. */
  readonly rowsOf: (reply: unknown) => unknown;
  readonly scoreField: 'score' | 'relevance_score';
}

const resultsOf = (reply: unknown) => fieldOf(reply, 'results');

/** Requests ask for every score (a server may return fewer by default), raw where that is possible. */
export const RERANK_APIS: Readonly<Record<RerankApiName, RerankApi>> = {
  tei: {
    label: 'Text Embeddings Inference',
    path: 'rerank',
    scale: 'logit',
    requestBody: (_, query, texts) => ({ query, texts, raw_scores: true, truncate: true }),
    rowsOf: (reply) => reply,
    scoreField: 'score',
  },
  rerank: {
    label: 'Jina, vLLM, llama.cpp (/v1/rerank)',
    path: 'v1/rerank',
    scale: 'unknown',
    requestBody: (model, query, documents) => ({ model, query, documents, top_n: documents.length }),
    rowsOf: resultsOf,
    scoreField: 'relevance_score',
  },
  cohere: {
    label: 'Cohere (/v2/rerank)',
    path: 'v2/rerank',
    scale: 'probability',
    requestBody: (model, query, documents) => ({ model, query, documents, top_n: documents.length }),
    rowsOf: resultsOf,
    scoreField: 'relevance_score',
  },
  'vllm-score': {
    label: 'vLLM (/score)',
    path: 'score',
    scale: 'logit',
    requestBody: (model, query, texts) => ({
      model,
      text_1: query,
      text_2: texts,
      use_activation: false,
      // Cuts at the model's own limit; without it vLLM refuses a longer pair with 400.
      truncate_prompt_tokens: -1,
    }),
    rowsOf: (reply) => fieldOf(reply, 'data'),
    scoreField: 'score',
  },
  infinity: {
    label: 'Infinity (/rerank)',
    path: 'rerank',
    scale: 'logit',
    requestBody: (model, query, documents) => ({ model, query, documents, raw_scores: true }),
    rowsOf: resultsOf,
    scoreField: 'relevance_score',
  },
};

/**
 * The scores of a reply to `count` texts, in the order of the texts. Rows are joined by their index: neither
 * their order nor their number is trusted. Throws EncoderError that says what is wrong with the reply.
 */
export function scoresOfReply(api: RerankApi, reply: unknown, count: number): Float64Array {
  const rows = api.rowsOf(reply);
  if (!Array.isArray(rows)) throw wrongReply('a list of scores', quote(reply));
  if (rows.length !== count) throw wrongReply(`${count} scores`, String(rows.length));
  const scores = new Float64Array(count).fill(Number.NaN);
  for (const row of rows) {
    const index = fieldOf(row, 'index');
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= count) {
      throw wrongReply(`an index from 0 to ${count - 1}`, quote(index));
    }
    if (!Number.isNaN(scores[index])) throw wrongReply('each index once', `${index} twice`);
    const score = fieldOf(row, api.scoreField);
    if (typeof score !== 'number' || !Number.isFinite(score)) {
      throw wrongReply(`a finite ${api.scoreField} at index ${index}`, quote(score));
    }
    scores[index] = score;
  }
  return scores;
}

/** A field of a reply that may be anything; undefined where there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function wrongReply(expected: string, found: string): XennError {
  return new XennError(
    'EncoderError',
    `expected ${expected} in the reply, found ${found}. Check the kind of server and its model.`,
  );
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
