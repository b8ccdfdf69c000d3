import { expect, test, vi } from 'vitest';
import type { RerankApiName } from '../../core/model-choice.ts';
import { createTestRequestParts } from '../../testing/rerank-parts.ts';
import { openEndpoint } from './endpoint.ts';

const signal = new AbortController().signal;

/** An endpoint whose server gives `reply` to every request. */
function endpointThatGets(reply: unknown, address = 'http://localhost:8080', api: RerankApiName = 'tei') {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(reply));
  const parts = { ...createTestRequestParts(), fetch };
  return { endpoint: openEndpoint(address, { api, model: 'm' }, parts), fetch };
}

test.each([
  { address: ' http://localhost:8080// ', url: 'http://localhost:8080/rerank' },
  { address: 'https://example.org/some/path/', url: 'https://example.org/some/path/rerank' },
])('"$address" asks $url', async ({ address, url }) => {
  const { endpoint, fetch } = endpointThatGets([{ index: 0, score: 1 }], address);
  expect(await endpoint.score('q', ['a'], signal)).toEqual({ scores: Float64Array.of(1), elapsedMs: 0 });
  expect(fetch.mock.calls[0][0]).toBe(url);
});

test.each([
  { address: '', found: 'something that is no address' },
  { address: 'localhost', found: 'something that is no address' },
  { address: 'localhost:8080', found: 'one that begins with localhost:' },
  { address: 'file:///models', found: 'one that begins with file:' },
  { address: 'https://me@example.org', found: 'one with a name or a password' },
  { address: 'https://:secret@example.org', found: 'one with a name or a password' },
  { address: 'https://example.org?key=abc', found: "one with parameters, after '?' or '#'" },
  { address: 'https://example.org/#abc', found: "one with parameters, after '?' or '#'" },
  { address: 'https://example.org/the-key/v1', found: 'one with the API key in it' },
])('"$address" is refused: $found', ({ address, found }) => {
  const open = () =>
    openEndpoint(address, { api: 'tei', model: 'm', apiKey: 'the-key' }, createTestRequestParts());
  expect(open).toThrow(
    expect.objectContaining({
      name: 'InvalidArgumentError',
      message:
        'Expected an address such as https://example.org:8080, without name, password or parameters, found ' +
        `${found}. Correct the address, and give an API key in the field for it.`,
    }),
  );
});

test('a key that is a part of the name of the host is none of the address', () => {
  const open = () =>
    openEndpoint(
      'http://test.example.org',
      { api: 'tei', model: 'm', apiKey: 'test' },
      createTestRequestParts(),
    );
  expect(open().address).toBe('http://test.example.org');
});

test.each(['', 'two words', 'schlüssel', 'line\n'])('"%s" is no API key', (apiKey) => {
  const open = () =>
    openEndpoint('http://localhost', { api: 'tei', model: 'm', apiKey }, createTestRequestParts());
  expect(open).toThrow(
    expect.objectContaining({
      name: 'InvalidArgumentError',
      message:
        'Expected an API key of letters, digits and signs, found spaces or other characters, or nothing. Copy the ' +
        'key again.',
    }),
  );
});

test('reads what Text Embeddings Inference says of itself', async () => {
  const { endpoint, fetch } = endpointThatGets({
    model_id: 'BAAI/bge-reranker-base',
    model_sha: '2cfc18',
    max_client_batch_size: 64,
    max_input_length: 512,
    max_batch_tokens: 16384,
  });
  expect(await endpoint.info(signal)).toEqual({
    modelName: 'BAAI/bge-reranker-base',
    revision: '2cfc18',
    maxBatchSize: 64,
    maxTokens: 512,
  });
  expect(fetch.mock.calls[0][0]).toBe('http://localhost:8080/info');
});

test('takes no limit that is none', async () => {
  const info = { model_id: 'm', model_sha: null, max_client_batch_size: 0, max_input_length: '512' };
  expect(await endpointThatGets(info).endpoint.info(signal)).toEqual({ modelName: 'm' });
});

test('refuses the /info of something else', async () => {
  await expect(endpointThatGets({ version: 1 }).endpoint.info(signal)).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'http://localhost:8080/info: expected a model_id, found none. Check that the server is Text Embeddings Inference.',
  });
});

test.each<RerankApiName>(['rerank', 'cohere', 'vllm-score', 'infinity'])(
  '%s has no /info to ask',
  async (api) => {
    const { endpoint, fetch } = endpointThatGets({}, 'http://localhost', api);
    expect(await endpoint.info(signal)).toEqual({});
    expect(fetch).not.toHaveBeenCalled();
  },
);

const equalRows = (count: number) => Array.from({ length: count }, (_, index) => ({ index, score: 0.25 }));

const eight = [...'abcdefgh'];

test('one score for eight different passages is refused', async () => {
  const { endpoint } = endpointThatGets(equalRows(8));
  await expect(endpoint.score('q', eight, signal)).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'http://localhost:8080/rerank: expected scores that differ, found 0.25 for all 8 passages. Check that the model ' +
      'is a reranker, and that it works with the number type the server uses.',
  });
});

test.each([[eight.slice(1)], [[...eight.slice(1), 'b']]])('one score for %j is not', async (texts) => {
  const { endpoint } = endpointThatGets(equalRows(texts.length));
  expect((await endpoint.score('q', texts, signal)).scores).toEqual(
    new Float64Array(texts.length).fill(0.25),
  );
});

test('a wrong reply is told with the address', async () => {
  await expect(endpointThatGets([]).endpoint.score('q', ['a'], signal)).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      'http://localhost:8080/rerank: expected 1 scores in the reply, found 0. Check the kind of server and its model.',
  });
});
