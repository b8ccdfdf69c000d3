import { afterEach, beforeAll, expect, test } from 'vitest';
import golden from './fixtures/tiny-models/golden.json';
import { loadRerankModel, type RerankModel } from './rerank-model.ts';
import { type RerankServer, type RerankServerOptions, startRerankServer } from './rerank-server.ts';

let model: RerankModel;
let server: RerankServer;

beforeAll(async () => {
  model = await loadRerankModel();
});
afterEach(() => server.close());

const start = async (options?: Partial<RerankServerOptions>) => {
  server = await startRerankServer({ model, ...options });
};

const post = (path: string, body: object) =>
  fetch(server.url + path, { method: 'POST', body: JSON.stringify(body) });

const { query, passage, logit } = golden.pairs[0];
const probability = 1 / (1 + Math.exp(-logit));

test('gives the logits that PyTorch gives, for texts that are cut too', async () => {
  await start();
  for (const pair of golden.pairs) {
    const response = await post('/rerank', { query: pair.query, texts: [pair.passage], raw_scores: true });
    const [{ index, score }] = await response.json();
    expect(index).toBe(0);
    expect(Math.abs(score - pair.logit)).toBeLessThan(1e-5);
  }
});

test.each([
  { path: '/rerank', body: { query, texts: [passage] }, expected: probability },
  { path: '/rerank', body: { query, texts: [passage], raw_scores: true }, expected: logit },
  { path: '/infinity/rerank', body: { query, documents: [passage] }, expected: probability },
  { path: '/infinity/rerank', body: { query, documents: [passage], raw_scores: true }, expected: logit },
  { path: '/v1/rerank', body: { query, documents: [passage] }, expected: probability },
  { path: '/v2/rerank', body: { query, documents: [passage] }, expected: probability },
  { path: '/score', body: { text_1: query, text_2: [passage] }, expected: probability },
  { path: '/score', body: { text_1: query, text_2: [passage], use_activation: false }, expected: logit },
])('$path gives what was asked for', async ({ path, body, expected }) => {
  await start({ scores: 'probabilities' });
  const reply = await (await post(path, body)).json();
  const [row] = reply.results ?? reply.data ?? reply;
  expect(Math.abs((row.score ?? row.relevance_score) - expected)).toBeLessThan(1e-5);
});

test('refuses too large a batch, a request without texts, an unknown path and a wrong key', async () => {
  await start({ maxBatchSize: 2, apiKey: 'secret' });
  const refusal = async (path: string, body: object, key = 'secret') => {
    const headers = { Authorization: `Bearer ${key}` };
    const response = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return [response.status, (await response.json()).error];
  };
  expect(await refusal('/rerank', { query, texts: ['a', 'b', 'c'] })).toEqual([
    413,
    'batch size 3 > maximum allowed batch size 2',
  ]);
  expect(await refusal('/rerank', { query })).toEqual([422, 'missing field `texts` or `query`']);
  expect(await refusal('/nowhere', {})).toEqual([404, 'Not Found']);
  expect(await refusal('/rerank', { query, texts: ['a'] }, 'guess')).toEqual([
    401,
    'invalid key in "Bearer guess"',
  ]);
});

test('allows pages of other origins only when told to', async () => {
  await start({ cors: true });
  const allowed = await fetch(`${server.url}/rerank`, { method: 'OPTIONS' });
  expect(allowed.headers.get('Access-Control-Allow-Headers')).toBe('*');
  expect((await fetch(`${server.url}/info`)).headers.get('Access-Control-Allow-Origin')).toBe('*');
  await server.close();
  await start();
  expect((await fetch(`${server.url}/info`)).headers.get('Access-Control-Allow-Origin')).toBeNull();
});
