/** The first requests to a server: they find out its batch size, its scale, and whether it is like the others. */
import { XennError } from '../../core/errors.ts';
import type { Endpoint } from './endpoint.ts';
import { BatchTooLargeError } from './json-request.ts';

const QUERY = 'What causes the tides of the sea?';

/** The first answers the query, the others do not. */
const PASSAGES = [
  'Tides are the rise and fall of the sea, caused by the gravity of the moon and the sun.',
  'The train to the airport leaves every twenty minutes from platform four.',
  'Knead the dough for ten minutes, then let it rest under a cloth.',
  'In 1923 the town bought its first fire engine.',
  'A verb agrees with its subject in number and person.',
  'She tuned the violin before the second movement.',
];

/** Where a server does not say how much it takes. Most take more, but gain little from it: they form their own batches. */
const FIRST_BATCH_SIZE = 32;
/** Where it says so, up to this: even a few pairs per second then end within a request's time. */
const LARGEST_BATCH_SIZE = 128;

/** Largest difference between two servers of one model, as a share of the spread of the scores. */
const TOLERANCE = 1e-3;

export interface Trial {
  readonly endpoint: Endpoint;
  /** Texts per request. */
  readonly batchSize: number;
  /** As the server gives them, one per passage of the trial. */
  readonly scores: Float64Array;
  /** Of the slowest request for the passages of the trial, which are one request or, where a batch is small, more. */
  readonly roundTripMs: number;
}

/**
 * Scores the passages of the trial. `maxBatchSize` is what the server says it takes; where it says nothing, 32
 * texts are sent, then half as many, until it takes them. Throws as `Endpoint.score` does.
 */
export async function tryEndpoint(
  endpoint: Endpoint,
  maxBatchSize: number | undefined,
  signal: AbortSignal,
): Promise<Trial> {
  const batchSize =
    maxBatchSize === undefined
      ? await findBatchSize(endpoint, signal)
      : Math.min(maxBatchSize, LARGEST_BATCH_SIZE);
  const scores: number[] = [];
  let roundTripMs = 0;
  while (scores.length < PASSAGES.length) {
    const texts = PASSAGES.slice(scores.length, scores.length + batchSize);
    const answer = await endpoint.score(QUERY, texts, signal);
    scores.push(...answer.scores);
    roundTripMs = Math.max(roundTripMs, answer.elapsedMs);
  }
  return { endpoint, batchSize, scores: Float64Array.from(scores), roundTripMs };
}

async function findBatchSize(endpoint: Endpoint, signal: AbortSignal): Promise<number> {
  for (let size = FIRST_BATCH_SIZE; ; size /= 2) {
    const texts = Array.from({ length: size }, (_, i) => PASSAGES[i % PASSAGES.length]);
    try {
      await endpoint.score(QUERY, texts, signal);
      return size;
    } catch (error) {
      if (!(error instanceof BatchTooLargeError) || size === 1) throw error;
    }
  }
}

/** Throws EncoderError unless two servers give the same logits, up to rounding. */
export function checkAgreement(
  first: Endpoint,
  logits: Float32Array,
  other: Endpoint,
  otherLogits: Float32Array,
): void {
  const spread = Math.max(...logits) - Math.min(...logits);
  const worst = logits.findIndex((logit, i) => Math.abs(logit - otherLogits[i]) > TOLERANCE * spread);
  if (worst < 0) return;
  const found = `${logits[worst].toPrecision(6)} and ${otherLogits[worst].toPrecision(6)} as the score of one pair`;
  throw disagreement(first, other, found);
}

/** `found`: what the first and the other have, in this order. */
export function disagreement(first: Endpoint, other: Endpoint, found: string): XennError {
  return new XennError(
    'EncoderError',
    `Expected one model at all addresses, found ${found} at ${first.address} and ${other.address}. Start the same ` +
      'model, revision and number type at both, or leave one out.',
  );
}
