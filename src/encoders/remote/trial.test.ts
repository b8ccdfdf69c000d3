import { expect, test } from 'vitest';
import type { Endpoint } from './endpoint.ts';
import { BatchTooLargeError } from './json-request.ts';
import { checkAgreement, tryEndpoint } from './trial.ts';

const signal = new AbortController().signal;

/** Takes `limit` texts at once; the score of a text is its length. */
function endpointWithLimit(limit: number, address = 'http://a'): Endpoint & { readonly sizes: number[] } {
  const sizes: number[] = [];
  return {
    sizes,
    address,
    info: async () => ({}),
    score: async (_, texts) => {
      sizes.push(texts.length);
      if (texts.length > limit) throw new BatchTooLargeError(`more than ${limit}`);
      return { scores: Float64Array.from(texts, ({ length }) => length), elapsedMs: 10 * texts.length };
    },
  };
}

test.each([
  { limit: 1000, told: undefined, batchSize: 32, sizes: [32, 6] },
  { limit: 10, told: undefined, batchSize: 8, sizes: [32, 16, 8, 6] },
  { limit: 4, told: undefined, batchSize: 4, sizes: [32, 16, 8, 4, 4, 2] },
  { limit: 1000, told: 64, batchSize: 64, sizes: [6] },
  { limit: 1000, told: 1000, batchSize: 128, sizes: [6] },
  { limit: 5, told: 5, batchSize: 5, sizes: [5, 1] },
])('a server that takes $limit and says $told: $batchSize', async ({ limit, told, batchSize, sizes }) => {
  const endpoint = endpointWithLimit(limit);
  const trial = await tryEndpoint(endpoint, told, signal);
  expect(trial.batchSize).toBe(batchSize);
  expect(endpoint.sizes).toEqual(sizes);
  // Of the longest request with passages of the trial only.
  expect(trial.roundTripMs).toBe(10 * Math.min(batchSize, 6));
  // Every passage once, in order.
  expect([...trial.scores]).toEqual([86, 72, 64, 46, 52, 48]);
});

test('a server that takes not even one text, or fails', async () => {
  await expect(tryEndpoint(endpointWithLimit(0), undefined, signal)).rejects.toThrow('more than 0');
  const endpoint = { ...endpointWithLimit(1), score: () => Promise.reject(new Error('gone')) };
  await expect(tryEndpoint(endpoint, undefined, signal)).rejects.toThrow('gone');
});

const [first, other] = [endpointWithLimit(1), endpointWithLimit(1, 'http://b')];

test.each([
  { difference: 0.009, agree: true },
  { difference: -0.009, agree: true },
  { difference: 0.011, agree: false },
  { difference: -0.011, agree: false },
])('a difference of $difference in a spread of 10', ({ difference, agree }) => {
  const check = () =>
    checkAgreement(first, Float32Array.of(5, -5), other, Float32Array.of(5, -5 + difference));
  if (agree) expect(check).not.toThrow();
  else {
    expect(check).toThrow(
      expect.objectContaining({
        name: 'EncoderError',
        message:
          `Expected one model at all addresses, found -5.00000 and ${(-5 + difference).toPrecision(6)} as the score of ` +
          'one pair at http://a and http://b. Start the same model, revision and number type at both, or leave one out.',
      }),
    );
  }
});
