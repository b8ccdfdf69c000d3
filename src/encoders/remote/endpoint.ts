import { XennError } from '../../core/errors.ts';
import type { RerankApiName } from '../../core/model-choice.ts';
import { type RequestParts, requestJson } from './json-request.ts';
import { fieldOf, RERANK_APIS, scoresOfReply } from './rerank-apis.ts';

export interface EndpointScores {
  /** As the server gave them, in the order of the texts. */
  readonly scores: Float64Array;
  /** From sending the request that succeeded to the last byte of its answer. */
  readonly elapsedMs: number;
}

/** What a server says of itself; absent: it does not say. */
export interface EndpointInfo {
  readonly modelName?: string;
  /** The commit of the model. */
  readonly revision?: string;
  /** 'float16', say: the same weights give other scores in other numbers. */
  readonly numberType?: string;
  readonly maxBatchSize?: number;
  readonly maxTokens?: number;
}

/** One server. The API key is closed over and in no field. */
export interface Endpoint {
  readonly address: string;
  /** Throws as `requestJson` does. */
  info(signal: AbortSignal): Promise<EndpointInfo>;
  /** Throws as `requestJson` does, and EncoderError for a reply that cannot be right. */
  score(query: string, texts: readonly string[], signal: AbortSignal): Promise<EndpointScores>;
}

export interface EndpointOptions {
  readonly api: RerankApiName;
  readonly model: string;
  readonly apiKey?: string | undefined;
}

/**
 * So many different texts do not get one score from a reranker that works. Fewer may: probabilities of passages about
 * something else are often rounded to 0.
 */
const SUSPICIOUS_TEXTS = 8;

/** A server at `address`, not yet contacted. Throws InvalidArgumentError for an address or key that cannot be. */
export function openEndpoint(address: string, options: EndpointOptions, parts: RequestParts): Endpoint {
  const { model, apiKey } = options;
  const api = RERANK_APIS[options.api];
  checkApiKey(apiKey);
  const base = checkAddress(address, apiKey);
  const url = `${base}/${api.path}`;
  return {
    address: base,
    async info(signal) {
      if (options.api !== 'tei') return {};
      const { reply } = await requestJson({ url: `${base}/info`, apiKey, signal }, parts);
      return readInfo(reply, base);
    },
    async score(query, texts, signal) {
      const body = api.requestBody(model, query, texts);
      const { reply, elapsedMs } = await requestJson({ url, body, apiKey, signal }, parts);
      try {
        const scores = scoresOfReply(api, reply, texts.length);
        checkDifferent(scores, texts);
        return { scores, elapsedMs };
      } catch (error) {
        throw new XennError('EncoderError', `${url}: ${(error as Error).message}`);
      }
    },
  };
}

/** The address without '/' at its end. */
function checkAddress(address: string, apiKey: string | undefined): string {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  const fail = (found: string): never => {
    throw new XennError(
      'InvalidArgumentError',
      `Expected an address such as https://example.org:8080, without name, password or parameters, found ${found}. ` +
        'Correct the address, and give an API key in the field for it.',
    );
  };
  if (!url) return fail('something that is no address');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return fail(`one that begins with ${url.protocol}`);
  if (url.username || url.password) return fail('one with a name or a password');
  if (url.search || url.hash) return fail("one with parameters, after '?' or '#'");
  const segments = url.pathname.split('/');
  if (apiKey && segments.some((segment) => segment === apiKey || segment === encodeURIComponent(apiKey))) {
    return fail('one with the API key in it');
  }
  return url.href.replace(/\/+$/, '');
}

/** A header carries visible ASCII only; the browser's own error would be taken for an unreachable server. */
function checkApiKey(apiKey: string | undefined): void {
  if (apiKey === undefined || /^[\x21-\x7e]+$/.test(apiKey)) return;
  throw new XennError(
    'InvalidArgumentError',
    'Expected an API key of letters, digits and signs, found spaces or other characters, or nothing. Copy the key again.',
  );
}

function readInfo(reply: unknown, address: string): EndpointInfo {
  const modelName = fieldOf(reply, 'model_id');
  if (typeof modelName !== 'string' || modelName === '') {
    throw new XennError(
      'EncoderError',
      `${address}/info: expected a model_id, found none. Check that the server is Text Embeddings Inference.`,
    );
  }
  const revision = fieldOf(reply, 'model_sha');
  const numberType = fieldOf(reply, 'model_dtype');
  const maxBatchSize = positiveInteger(fieldOf(reply, 'max_client_batch_size'));
  const maxTokens = positiveInteger(fieldOf(reply, 'max_input_length'));
  return {
    modelName,
    ...(typeof revision === 'string' && { revision }),
    ...(typeof numberType === 'string' && { numberType }),
    ...(maxBatchSize !== undefined && { maxBatchSize }),
    ...(maxTokens !== undefined && { maxTokens }),
  };
}

function positiveInteger(value: unknown): number | undefined {
  return Number.isInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

function checkDifferent(scores: Float64Array, texts: readonly string[]): void {
  if (new Set(texts).size < SUSPICIOUS_TEXTS || scores.some((score) => score !== scores[0])) return;
  throw new XennError(
    'EncoderError',
    `expected scores that differ, found ${scores[0]} for all ${texts.length} passages. Check that the model is a ` +
      'reranker, and that it works with the number type the server uses.',
  );
}
