import { XennError } from '../../core/errors.ts';
import { adviceFor, serversWords, unreachableWords } from './failure-words.ts';

/** What requests need from their surroundings; tests give their own. */
export interface RequestParts {
  readonly fetch: typeof fetch;
  /** Rejects with the signal's reason once it is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly nowMs: () => number;
}

export interface JsonRequest {
  readonly url: string;
  /** Sent by POST; without it the request is a GET. */
  readonly body?: object;
  /** Sent as a Bearer token, and kept out of everything that comes back. */
  readonly apiKey?: string | undefined;
  readonly signal: AbortSignal;
}

export interface JsonReply {
  readonly reply: unknown;
  /** Of the attempt that succeeded, from sending to the last byte. */
  readonly elapsedMs: number;
}

/** The server refuses so many texts at once; fewer may pass. */
export class BatchTooLargeError extends XennError {
  constructor(message: string) {
    super('EncoderError', message);
  }
}

const ATTEMPTS = 5;
const TIMEOUT_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * One JSON request, repeated while the server is busy, fails or does not answer: 5 attempts, after the time that
 * Retry-After names, else after .5, 1, 2, 4 seconds; never more than 30. Each attempt has 60 seconds until its
 * last byte. Throws BatchTooLargeError when the server refuses the size; EncoderError when it refuses anything
 * else or still fails at the last attempt; the signal's reason when that is aborted.
 */
export async function requestJson(request: JsonRequest, parts: RequestParts): Promise<JsonReply> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(request, parts);
    if ('reply' in outcome) return outcome;
    const { because, retry, tooLarge } = outcome;
    if (!retry || attempt === ATTEMPTS) {
      const times = attempt === 1 ? '' : ` ${attempt} times`;
      const message = `${request.url} failed${times}: ${because}`;
      throw tooLarge ? new BatchTooLargeError(message) : new XennError('EncoderError', message);
    }
    const waitMs = outcome.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (attempt - 1);
    await parts.wait(Math.min(waitMs, LONGEST_WAIT_MS), request.signal);
  }
}

interface Failure {
  readonly because: string;
  readonly retry: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly tooLarge?: boolean;
}

async function attemptOnce(request: JsonRequest, parts: RequestParts): Promise<JsonReply | Failure> {
  const { url, apiKey, signal } = request;
  signal.throwIfAborted();
  const startMs = parts.nowMs();
  const timeout = startTimeout(parts);
  let response: Response | undefined;
  let text: string;
  try {
    response = await parts.fetch(url, requestInit(request, AbortSignal.any([signal, timeout.signal])));
    text = await response.text();
  } catch {
    signal.throwIfAborted();
    if (timeout.signal.aborted) {
      return {
        because: `no complete answer within ${TIMEOUT_MS / 1000} seconds. Look into the server's log.`,
        retry: true,
      };
    }
    const because = response
      ? 'the connection broke in the middle of the answer. Try again.'
      : unreachableWords(url, apiKey !== undefined);
    return { because, retry: true };
  } finally {
    timeout.stop();
  }
  const reply = parseWithoutKey(text, apiKey);
  if (!response.ok) return refusal(response, reply, parts.nowMs());
  if (typeof reply === 'string') return notJson(reply);
  return { reply, elapsedMs: parts.nowMs() - startMs };
}

function requestInit({ body, apiKey }: JsonRequest, signal: AbortSignal): RequestInit {
  return {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(apiKey && { Authorization: `Bearer ${apiKey}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal,
    // Cookies and this page's address are none of the server's business, and the texts are for no other server.
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    cache: 'no-store',
  };
}

function startTimeout({ wait }: RequestParts): { signal: AbortSignal; stop: () => void } {
  const expired = new AbortController();
  const stopped = new AbortController();
  wait(TIMEOUT_MS, stopped.signal).then(
    () => expired.abort(),
    () => undefined,
  );
  return { signal: expired.signal, stop: () => stopped.abort() };
}

/** The value, or the text itself where it is not JSON; a server that repeats the key does not get it any further. */
function parseWithoutKey(text: string, apiKey: string | undefined): unknown {
  const hideKey = (value: string) =>
    apiKey ? value.replaceAll(apiKey, '[key]').replaceAll(encodeURIComponent(apiKey), '[key]') : value;
  try {
    return JSON.parse(text, (_, value) => (typeof value === 'string' ? hideKey(value) : value));
  } catch {
    return hideKey(text);
  }
}

function refusal({ status, headers }: Response, body: unknown, nowMs: number): Failure {
  const words = serversWords(body);
  return {
    because: `the server answered ${status}${words}. ${adviceFor(status)}`,
    retry: status >= 500 || status === 408 || status === 425 || status === 429,
    retryAfterMs: retryAfterMs(headers.get('Retry-After'), nowMs),
    // Text Embeddings Inference: "batch size 40 > maximum allowed batch size 32".
    tooLarge: status === 413 || ((status === 400 || status === 422) && /batch size/i.test(words)),
  };
}

function notJson(text: string): Failure {
  if (text.trimStart().startsWith('<')) {
    return { because: `expected JSON, found an HTML page. ${adviceFor(404)}`, retry: false };
  }
  return {
    because: `expected JSON, found ${text.length} characters of something else, or of a part of it. ${adviceFor(500)}`,
    retry: true,
  };
}

/** RFC 9110: a number of seconds or a date. Pages can read it only where the server exposes it by CORS. */
function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
