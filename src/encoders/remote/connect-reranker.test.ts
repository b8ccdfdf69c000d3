import { inspect } from 'node:util';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RerankApiName } from '../../core/model-choice.ts';
import { loadRerankModel, type RerankModel } from '../../testing/rerank-model.ts';
import { createTestRequestParts } from '../../testing/rerank-parts.ts';
import {
  type RerankServer,
  type RerankServerOptions,
  startRerankServer,
} from '../../testing/rerank-server.ts';
import { connectReranker, type RerankerConfig } from './connect-reranker.ts';

let model: RerankModel;
const servers: RerankServer[] = [];

beforeAll(async () => {
  model = await loadRerankModel();
});
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** The tiny model's logits lie near 1; these are on both sides of 0 and 1, as those of real rerankers. */
const spreadModel: RerankModel = async (query, texts) =>
  (await model(query, texts)).map((logit) => 20 * (logit - 0.6));

async function startServer(options: Partial<RerankServerOptions> = {}): Promise<RerankServer> {
  const server = await startRerankServer({ model: spreadModel, ...options });
  servers.push(server);
  return server;
}

const parts = createTestRequestParts();

const connect = (running: readonly RerankServer[], config: Partial<RerankerConfig> = {}) => {
  const endpoints = running.map(({ url }) => url);
  return connectReranker({ api: 'tei', endpoints, model: 'tiny', ...config }, parts);
};

describe('the report', () => {
  test('of Text Embeddings Inference has what /info says', async () => {
    const server = await startServer({ modelName: 'org/tiny', revision: 'c0ffee', maxBatchSize: 4 });
    const { report, crossEncoder } = await connect([server], { model: '', maxTokens: 99 });
    expect(report).toEqual({
      api: 'tei',
      modelName: 'org/tiny',
      revision: 'c0ffee',
      scale: 'logit',
      scaleDescription: 'The scores are the raw logits of the model, as the server was asked for.',
      endpoints: [{ address: server.url, batchSize: 4, roundTripMs: 0 }],
    });
    expect(crossEncoder.maxTokens).toBe(64);
    expect(crossEncoder.identity.name).toBe('org/tiny');
  });

  test.each<{ api: RerankApiName; scores: 'logits' | 'probabilities'; scale: string }>([
    { api: 'rerank', scores: 'logits', scale: 'logit' },
    { api: 'rerank', scores: 'probabilities', scale: 'probability' },
    { api: 'cohere', scores: 'probabilities', scale: 'probability' },
    { api: 'vllm-score', scores: 'probabilities', scale: 'logit' },
  ])('of $api, which gives $scores', async ({ api, scores, scale }) => {
    const server = await startServer({ scores, maxBatchSize: 9 });
    const { report, crossEncoder } = await connect([server], { api, maxTokens: 99 });
    expect(report).toMatchObject({ api, modelName: 'tiny', scale, endpoints: [{ batchSize: 8 }] });
    expect(report).not.toHaveProperty('revision');
    expect(crossEncoder.maxTokens).toBe(99);
  });

  test('has the round trip', async () => {
    let nowMs = 0;
    const ticking = { ...parts, nowMs: () => (nowMs += 7) };
    const server = await startServer();
    const config = { api: 'tei', endpoints: [server.url], model: '' } as const;
    const { report } = await connectReranker(config, ticking);
    expect(report.endpoints[0].roundTripMs).toBe(7);
  });
});

describe('the identity', () => {
  const hashOf = async (options: Partial<RerankServerOptions>, config: Partial<RerankerConfig> = {}) =>
    (await connect([await startServer(options)], config)).crossEncoder.identity.hash;

  test('is the SHA-256 of API, model, revision, numbers and scale', async () => {
    const text = '{"api":"tei","model":"tiny","revision":"abc123","numberType":null,"scale":"logit"}';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    expect(await hashOf({})).toBe(Buffer.from(digest).toString('hex'));
  });

  test('changes with each of them, not with the address, the key or the batch size', async () => {
    const same = [
      await hashOf({}),
      await hashOf({ maxBatchSize: 3 }),
      await hashOf({ apiKey: 'k' }, { apiKey: 'k' }),
    ];
    expect(new Set(same).size).toBe(1);
    const different = [
      await hashOf({}),
      await hashOf({ modelName: 'other' }),
      await hashOf({ revision: 'other' }),
      await hashOf({ scores: 'logits' }, { api: 'rerank' }),
      await hashOf({ scores: 'probabilities' }, { api: 'rerank' }),
      await hashOf({ scores: 'probabilities' }, { api: 'rerank', model: 'other' }),
    ];
    expect(new Set(different).size).toBe(different.length);
  });
});

describe('several servers', () => {
  test('that are alike, each with its own batch size', async () => {
    const running = [await startServer({ maxBatchSize: 4 }), await startServer({ maxBatchSize: 16 })];
    const { report } = await connect(running);
    expect(report.endpoints.map(({ batchSize }) => batchSize)).toEqual([4, 16]);
  });

  const shifted: RerankModel = async (query, texts) =>
    (await spreadModel(query, texts)).map((logit) => logit + 0.5);

  test.each<{
    what: string;
    options: Partial<RerankServerOptions>;
    config?: Partial<RerankerConfig>;
    found: RegExp;
  }>([
    { what: 'models', options: { modelName: 'other' }, found: /^tiny and other$/ },
    { what: 'revisions', options: { revision: 'other' }, found: /^abc123 and other$/ },
    {
      what: 'scores',
      options: { model: shifted },
      found: /^5\.904\d\d and 6\.404\d\d as the score of one pair$/,
    },
    {
      what: 'scales',
      options: { scores: 'probabilities' },
      config: { api: 'rerank' },
      found: /^logit and probability scores$/,
    },
  ])('with other $what', async ({ options, config, found }) => {
    const running = [await startServer(), await startServer(options)];
    const error = await connect(running, config).catch((reason: Error) => reason);
    const [, inMessage] =
      /^Expected one model at all addresses, found (.+) at http/.exec(`${(error as Error).message}`) ?? [];
    expect(inMessage).toMatch(found);
    expect(error).toMatchObject({
      name: 'EncoderError',
      message:
        `Expected one model at all addresses, found ${inMessage} at ${running[0].url} and ${running[1].url}. Start the ` +
        'same model, revision and number type at both, or leave one out.',
    });
  });

  test('one of which fails: the requests to the others end', async () => {
    const [silent, wrong] = [await startServer(), await startServer()];
    let closed = false;
    silent.faults.push('silence');
    wrong.faults.push({ edit: () => '[]' });
    const stalled = new Promise<void>((resolve) => {
      silent.onStall = () => {
        silent.onClose = () => {
          closed = true;
        };
        resolve();
      };
    });
    wrong.beforeAnswer = () => stalled;
    await expect(connect([silent, wrong])).rejects.toMatchObject({
      message: `${wrong.url}/rerank: expected 6 scores in the reply, found 0. Check the kind of server and its model.`,
    });
    await expect.poll(() => closed).toBe(true);
  });

  test('one of which refuses: its reason', async () => {
    const running = [await startServer(), await startServer({ apiKey: 'secret' })];
    await expect(connect(running)).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        `${running[1].url}/info failed: the server answered 401 ("invalid key in "undefined""). Check the API key, and ` +
        'that it may use this model.',
    });
  });
});

describe('refused settings', () => {
  test.each<{ config: Partial<RerankerConfig>; message: string }>([
    { config: {}, message: 'Expected the address of a server, found none: enter one.' },
    {
      config: { api: 'cohere', endpoints: ['http://localhost'], model: ' ' },
      message: 'Expected the name of the model, found none: enter it.',
    },
  ])('$message', async ({ config, message }) => {
    await expect(connect([], config)).rejects.toMatchObject({ name: 'InvalidArgumentError', message });
  });
});

test('probabilities outside 0..1 are not taken, not even in the trial', async () => {
  const server = await startServer({ scores: 'logits' });
  const error = await connect([server], { api: 'cohere' }).catch((reason: Error) => reason);
  expect(error).toMatchObject({
    name: 'EncoderError',
    message: expect.stringMatching(
      /^http:\/\/127\.0\.0\.1:\d+: expected probabilities from 0 to 1, found 5\.904\d+\. Connect again: the server may have changed its model, or be of another kind\.$/,
    ),
  });
});

test('the wrong kind of server', async () => {
  const server = await startServer();
  await expect(connect([server], { api: 'infinity' })).rejects.toMatchObject({
    name: 'EncoderError',
    message:
      `${server.url}/rerank failed: the server answered 422 ("missing field \`texts\` or \`query\`"). Check the kind of ` +
      'server and the name of the model. If a passage is too long for the server, raise its limit.',
  });
});

test('is cancelled in the middle', async () => {
  const controller = new AbortController();
  const server = await startServer();
  server.beforeAnswer = () => controller.abort();
  const config = { api: 'tei', endpoints: [server.url], model: '' } as const;
  await expect(connectReranker(config, parts, controller.signal)).rejects.toMatchObject({
    name: 'CancelledError',
    message: 'Cancelled.',
  });
});

test('the key is sent, and is in nothing that comes back', async () => {
  const apiKey = 'sk-very-secret';
  // A server that says the key wherever it can.
  const server = await startServer({ apiKey, modelName: `model of ${apiKey}`, revision: apiKey });
  const connected = await connect([server], { apiKey });
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
    server.requests.map(() => `Bearer ${apiKey}`),
  );
  expect(server.requests.some(({ path }) => path.includes(apiKey))).toBe(false);
  expect(connected.report).toMatchObject({ modelName: 'model of [key]', revision: '[key]' });
  expect(inspect(connected, { depth: null, showHidden: true })).not.toContain(apiKey);
});
