/** One idea: a remote cross-encoder against a real server with a real model, right answers and every fault alike. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RerankApiName } from '../../core/model-choice.ts';
import golden from '../../testing/fixtures/tiny-models/golden.json';
import { loadRerankModel, type RerankModel } from '../../testing/rerank-model.ts';
import { createTestRequestParts, type TestRequestParts } from '../../testing/rerank-parts.ts';
import {
  type Fault,
  type RerankServer,
  type RerankServerOptions,
  startRerankServer,
} from '../../testing/rerank-server.ts';
import type { ScoredBatch } from '../cross-encoder.ts';
import { connectReranker, type RerankerConfig } from './connect-reranker.ts';

let model: RerankModel;
let expected: number[];
let servers: RerankServer[] = [];
let parts: TestRequestParts;

const QUERY = golden.pairs[0].query;
/** 40 different ones, of many lengths; some are cut. */
const PASSAGES = Array.from(
  { length: 40 },
  (_, i) => `${i} ${golden.pairs[i % golden.pairs.length].passage}`,
);

beforeAll(async () => {
  model = await loadRerankModel();
  expected = await model(QUERY, PASSAGES);
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

interface Setting {
  readonly api?: RerankApiName;
  readonly serverCount?: number;
  /** Where all APIs are served, unless they share a path. */
  readonly path?: string;
  readonly options?: Partial<RerankServerOptions>;
  readonly config?: Partial<RerankerConfig>;
}

/** Starts servers and connects to them; `servers` then show only what comes afterwards. */
async function connect({ api = 'tei', serverCount = 1, path = '', options, config }: Setting = {}) {
  parts = createTestRequestParts();
  for (let i = 0; i < serverCount; i++) {
    servers.push(await startRerankServer({ model, maxBatchSize: 8, ...options }));
  }
  const endpoints = servers.map(({ url }) => url + path);
  const { crossEncoder } = await connectReranker({ api, endpoints, model: 'tiny', ...config }, parts);
  for (const server of servers) {
    server.requests.length = 0;
    server.maxInFlight = 0;
    server.onStall = () => parts.timeOut();
  }
  return crossEncoder;
}

function expectScores(scores: ArrayLike<number>, passages: readonly string[] = PASSAGES): void {
  const errors = passages.map((passage, i) => Math.abs(scores[i] - expected[PASSAGES.indexOf(passage)]));
  expect(scores.length).toBe(passages.length);
  expect(Math.max(...errors)).toBeLessThan(1e-4);
}

/** Collects batches, and finds whether two were given at once. */
function collector() {
  const batches: ScoredBatch[] = [];
  let open = 0;
  const onBatch = async (batch: ScoredBatch) => {
    open += 1;
    expect(open).toBe(1);
    await Promise.resolve();
    batches.push(batch);
    open -= 1;
  };
  return { batches, onBatch, positions: () => batches.flatMap(({ positions }) => [...positions]) };
}

const ascending = (a: number, b: number) => a - b;
const everyPosition = PASSAGES.map((_, position) => position);

describe('the scores of the model', () => {
  test.each<Setting & { api: RerankApiName; gives: 'logits' | 'probabilities' }>([
    { api: 'tei', gives: 'probabilities' },
    { api: 'infinity', path: '/infinity', gives: 'probabilities' },
    { api: 'vllm-score', gives: 'probabilities' },
    { api: 'rerank', gives: 'probabilities' },
    { api: 'cohere', gives: 'probabilities' },
  ])('come through $api', async ({ gives, ...setting }) => {
    const encoder = await connect({ ...setting, options: { scores: gives } });
    expectScores(await encoder.score(QUERY, PASSAGES));
  });

  test('come through an API that gives logits unasked', async () => {
    const spreadModel: RerankModel = async (query, texts) =>
      (await model(query, texts)).map((logit) => 20 * (logit - 0.6));
    const encoder = await connect({ api: 'rerank', options: { model: spreadModel, scores: 'logits' } });
    expectScores((await encoder.score(QUERY, PASSAGES)).map((logit) => logit / 20 + 0.6));
  });

  test('no passages: no request', async () => {
    const encoder = await connect();
    expect(await encoder.score(QUERY, [])).toEqual(new Float32Array(0));
    expect(servers[0].requests).toEqual([]);
  });

  test('are not taken for something else when they leave the scale of the trial', async () => {
    // The logits of the trial all lie between 0 and 1: it cannot know better.
    const encoder = await connect({ api: 'rerank', options: { scores: 'logits' } });
    await expect(encoder.score(QUERY, PASSAGES)).rejects.toMatchObject({
      name: 'EncoderError',
      message: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+: expected probabilities from 0 to 1, found 1\.\d+\. Connect again: the server may have changed its model, or be of another kind\.$/,
      ),
    });
  });
});

describe('batches', () => {
  test('are reported one at a time, each position once, longest passages first', async () => {
    const encoder = await connect();
    const { batches, onBatch, positions } = collector();
    const scores = await encoder.score(QUERY, PASSAGES, { onBatch });
    expect(positions().sort(ascending)).toEqual(everyPosition);
    for (const batch of batches) {
      expect([...batch.scores]).toEqual(Array.from(batch.positions, (position) => scores[position]));
    }
    const [{ texts }] = servers[0].requests;
    expect(texts).toEqual([...PASSAGES].sort((a, b) => b.length - a.length).slice(0, 8));
  });

  test('say their tokens, by the estimate, and their share of the time of their request', async () => {
    const encoder = await connect();
    parts = Object.assign(parts, {
      nowMs: (
        (nowMs) => () =>
          (nowMs += 5)
      )(0),
    });
    const { batches, onBatch } = collector();
    await encoder.score('12345', ['', '12345678', 'x'.repeat(1000)], { onBatch });
    // 2 tokens of the query, 3 special ones; the longest is cut at 64.
    // Two requests may be on their way at once.
    expect(batches).toMatchObject([{ tokens: 5 + 7 + 64, modelMs: 5 / 2 }]);
  });

  test('go to every server, two at a time each, over all calls', async () => {
    const encoder = await connect({ serverCount: 2 });
    // Nobody is answered before every place is taken: fewer at once would wait for ever.
    let waiting = 0;
    let open = () => {};
    const allTaken = new Promise<void>((resolve) => {
      open = resolve;
    });
    for (const server of servers) {
      server.beforeAnswer = () => {
        waiting += 1;
        if (waiting === 4) open();
        return allTaken;
      };
    }
    const half = PASSAGES.slice(0, 20);
    const [all, some] = await Promise.all([encoder.score(QUERY, PASSAGES), encoder.score(QUERY, half)]);
    expectScores(all);
    expectScores(some, half);
    expect(servers.map(({ maxInFlight }) => maxInFlight)).toEqual([2, 2]);
  });

  test('a server that is free takes the next', async () => {
    const encoder = await connect({ serverCount: 2 });
    // The first answers nothing until the other has done everything else.
    let open = () => {};
    const othersDone = new Promise<void>((resolve) => {
      open = resolve;
    });
    servers[0].beforeAnswer = () => othersDone;
    let done = 0;
    const onBatch = () => {
      done += 1;
      if (done === 3) open();
    };
    expectScores(await encoder.score(QUERY, PASSAGES, { onBatch }));
    expect(servers.map(({ requests }) => requests.length)).toEqual([2, 3]);
  });

  test('are halved when refused for their size, and stay small', async () => {
    const encoder = await connect();
    const tooLarge: Fault = { answer: 413, body: 'length limit exceeded' };
    servers[0].faults.push(tooLarge, null, tooLarge);
    const { onBatch, positions } = collector();
    expectScores(await encoder.score(QUERY, PASSAGES, { onBatch }));
    expect(positions().sort(ascending)).toEqual(everyPosition);
    servers[0].requests.length = 0;
    await encoder.score(QUERY, PASSAGES);
    expect(Math.max(...servers[0].requests.map(({ texts }) => texts.length))).toBeLessThanOrEqual(4);
  });

  test('of one passage that is refused for its size end the call', async () => {
    const encoder = await connect();
    servers[0].faults.push({ answer: 413, body: 'length limit exceeded' });
    await expect(encoder.score(QUERY, ['one'])).rejects.toMatchObject({
      name: 'EncoderError',
      message:
        `${servers[0].url}/rerank failed: the server answered 413 ("length limit exceeded"). Raise the server's limits, ` +
        'or use shorter documents.',
    });
  });
});

const edit = (change: (rows: { index: number; score: unknown }[]) => unknown): Fault => ({
  edit: (text) => JSON.stringify(change(JSON.parse(text))),
});
const LOG = "Look into the server's log, then try again.";
const KIND = 'Check the kind of server and its model.';
const UNREACHABLE =
  'no answer, and the browser does not say why. Known causes: the server does not run, or breaks the connection; it ' +
  'does not allow requests from this page (CORS: Access-Control-Allow-Origin, and Content-Type in ' +
  'Access-Control-Allow-Headers); it redirects to another address; the browser was not permitted to reach the local ' +
  "network (Chrome asks since version 142: allow it in the site's settings).";

/** What may pass by itself, and what is said when it does not. */
const PASSING_FAULTS: readonly { what: string; fault: Fault; words: string }[] = [
  {
    what: '429 with Retry-After',
    fault: { answer: 429, headers: { 'Retry-After': '3' }, body: '{"error":"Model is overloaded"}' },
    words:
      'the server answered 429 ("Model is overloaded"). The server has too much to do: try again later, or add another ' +
      'address.',
  },
  {
    what: '500',
    fault: { answer: 500, body: '{"error":"CUDA error"}' },
    words: `the server answered 500 ("CUDA error"). ${LOG}`,
  },
  {
    what: '502 with a page',
    fault: { answer: 502, body: '<html>' },
    words: `the server answered 502. ${LOG}`,
  },
  {
    what: 'silence',
    fault: 'silence',
    words: "no complete answer within 60 seconds. Look into the server's log.",
  },
  {
    what: 'a slow drip',
    fault: 'drip',
    words: "no complete answer within 60 seconds. Look into the server's log.",
  },
  { what: 'a connection reset', fault: 'reset', words: UNREACHABLE },
  { what: 'a redirect', fault: { answer: 307, headers: { Location: '/elsewhere' } }, words: UNREACHABLE },
  {
    what: 'an answer broken off',
    fault: 'broken off',
    words: 'the connection broke in the middle of the answer. Try again.',
  },
  {
    what: 'truncated JSON',
    fault: { edit: (text) => text.slice(0, 30) },
    words: `expected JSON, found 30 characters of something else, or of a part of it. ${LOG}`,
  },
  {
    what: 'the token NaN',
    fault: { edit: () => '[{"index":0,"score":NaN}]' },
    words: `expected JSON, found 25 characters of something else, or of a part of it. ${LOG}`,
  },
];

describe('a fault that may pass', () => {
  test.each(PASSING_FAULTS)('$what passes: the call goes on', async ({ what, fault }) => {
    const encoder = await connect();
    servers[0].faults.push(null, fault, fault, null, fault);
    const { onBatch, positions } = collector();
    expectScores(await encoder.score(QUERY, PASSAGES, { onBatch }));
    expect(positions().sort(ascending)).toEqual(everyPosition);
    expect(servers[0].faults).toEqual([]);
    if (what === '429 with Retry-After') expect(parts.waits).toEqual([3000, 3000, 3000]);
    else expect(new Set(parts.waits)).toContain(500);
  });

  test.each(PASSING_FAULTS)('$what does not pass: the reason', async ({ fault, words }) => {
    const encoder = await connect();
    servers[0].faults.push(...Array<Fault>(5).fill(fault));
    await expect(encoder.score(QUERY, ['one'])).rejects.toMatchObject({
      name: 'EncoderError',
      message: `${servers[0].url}/rerank failed 5 times: ${words}`,
    });
  });
});

const FINAL_FAULTS: readonly { what: string; fault: Fault; words: string }[] = [
  {
    what: 'a wrong count',
    fault: edit((rows) => rows.slice(1)),
    words: `: expected 8 scores in the reply, found 7. ${KIND}`,
  },
  {
    what: 'a duplicate index',
    fault: edit((rows) => rows.map((row) => ({ ...row, index: 3 }))),
    words: `: expected each index once in the reply, found 3 twice. ${KIND}`,
  },
  {
    what: 'null as a score',
    fault: edit((rows) => rows.map((row) => ({ ...row, score: row.index === 0 ? null : row.score }))),
    words: `: expected a finite score at index 0 in the reply, found null. ${KIND}`,
  },
  {
    what: 'one score for all',
    fault: edit((rows) => rows.map((row) => ({ ...row, score: 0 }))),
    words:
      ': expected scores that differ, found 0 for all 8 passages. Check that the model is a reranker, and that it works ' +
      'with the number type the server uses.',
  },
  {
    what: 'an HTML page',
    fault: { edit: () => '<!doctype html>' },
    words:
      ' failed: expected JSON, found an HTML page. Check the kind of server, the name of the model, and the address, ' +
      'which is given without the path of the API.',
  },
  {
    what: 'a key that is no longer valid',
    fault: { answer: 401, body: '{"message":"key expired"}' },
    words:
      ' failed: the server answered 401 ("key expired"). Check the API key, and that it may use this model.',
  },
];

describe('a fault that stays', () => {
  test.each(FINAL_FAULTS)('$what: the reason, without another attempt', async ({ fault, words }) => {
    const encoder = await connect();
    servers[0].faults.push(fault);
    await expect(encoder.score(QUERY, PASSAGES.slice(0, 8))).rejects.toMatchObject({
      name: 'EncoderError',
      message: `${servers[0].url}/rerank${words}`,
    });
    expect(parts.waits).toEqual([]);
  });

  test.each(FINAL_FAULTS)('$what at one server: the other takes over', async ({ fault }) => {
    const encoder = await connect({ serverCount: 2 });
    servers[0].faults.push(null, fault);
    const { onBatch, positions } = collector();
    expectScores(await encoder.score(QUERY, PASSAGES, { onBatch }));
    expect(positions().sort(ascending)).toEqual(everyPosition);
    // Set aside: the next call does not ask it.
    servers[0].requests.length = 0;
    expectScores(await encoder.score(QUERY, PASSAGES));
    expect(servers[0].requests).toEqual([]);
  });

  test('a server that fails after the others have finished leaves its batch to them', async () => {
    const encoder = await connect({ serverCount: 2 });
    // The answer that is wrong comes when the other server has delivered all that was left to it.
    let open = () => {};
    const othersDone = new Promise<void>((resolve) => {
      open = resolve;
    });
    servers[0].beforeAnswer = () => othersDone;
    servers[0].faults.push(
      edit(() => []),
      edit(() => []),
    );
    let done = 0;
    const onBatch = () => {
      done += 1;
      if (done === 3) open();
    };
    expectScores(await encoder.score(QUERY, PASSAGES, { onBatch }));
    expect(done).toBe(5);
    expect(servers.map(({ requests }) => requests.length)).toEqual([2, 5]);
  });

  test('at every server: all reasons; what was scored stays, and the next call goes on from there', async () => {
    const encoder = await connect({ serverCount: 2 });
    const broken: Fault = { answer: 401, body: '' };
    servers[0].faults.push(null, broken, broken);
    servers[1].faults.push(broken, broken);
    const { onBatch, positions } = collector();
    await expect(encoder.score(QUERY, PASSAGES, { onBatch })).rejects.toMatchObject({
      name: 'EncoderError',
      message: servers
        .map(
          ({ url }) =>
            `${url}/rerank failed: the server answered 401. Check the API key, and that it may use this model.`,
        )
        .join('\n'),
    });
    const stored = new Set(positions());
    expect(stored.size).toBe(8);
    const missing = PASSAGES.filter((_, position) => !stored.has(position));
    for (const server of servers) server.faults.length = 0;
    expectScores(await encoder.score(QUERY, missing), missing);
  });
});

describe('cancelling', () => {
  const cancelled = { name: 'CancelledError', message: 'Cancelled.' };

  test('ends the requests in flight', async () => {
    const encoder = await connect();
    const controller = new AbortController();
    let closed = 0;
    servers[0].onStall = () => {
      if (servers[0].requests.length === 2) controller.abort();
    };
    servers[0].faults.push('silence', 'silence');
    servers[0].onClose = () => {
      closed += 1;
    };
    await expect(encoder.score(QUERY, PASSAGES, { cancel: controller.signal })).rejects.toMatchObject(
      cancelled,
    );
    await expect.poll(() => closed).toBe(2);
    expect(servers[0].requests.length).toBe(2);
  });

  test('ends a wait for the next attempt', async () => {
    const encoder = await connect();
    const controller = new AbortController();
    servers[0].faults.push({ answer: 503 });
    Object.assign(parts, {
      wait: (milliseconds: number, signal: AbortSignal) =>
        new Promise<void>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          if (milliseconds === 500) controller.abort();
        }),
    });
    const scoring = encoder.score(QUERY, ['one'], { cancel: controller.signal });
    await expect(scoring).rejects.toMatchObject(cancelled);
  });

  test('by a plain object takes effect before the next batch', async () => {
    const encoder = await connect();
    const cancel = { aborted: false, throwIfAborted: () => {} };
    const { onBatch, positions } = collector();
    const scoring = encoder.score(QUERY, PASSAGES, {
      cancel,
      onBatch: async (batch) => {
        await onBatch(batch);
        cancel.aborted = true;
      },
    });
    await expect(scoring).rejects.toMatchObject(cancelled);
    expect(positions().length).toBeLessThan(PASSAGES.length);
    expect(new Set(positions()).size).toBe(positions().length);
  });

  test('in the middle loses nothing that was reported: the next call goes on', async () => {
    const encoder = await connect();
    const controller = new AbortController();
    const { batches, onBatch, positions } = collector();
    const scoring = encoder.score(QUERY, PASSAGES, {
      cancel: controller.signal,
      onBatch: async (batch) => {
        await onBatch(batch);
        if (batches.length === 2) controller.abort();
      },
    });
    await expect(scoring).rejects.toMatchObject(cancelled);
    expect(batches.length).toBe(2);
    for (const { positions: scored, scores } of batches) {
      expectScores(
        scores,
        Array.from(scored, (position) => PASSAGES[position]),
      );
    }
    const missing = everyPosition.filter((position) => !positions().includes(position));
    const rest = missing.map((position) => PASSAGES[position]);
    expectScores(await encoder.score(QUERY, rest), rest);
  });

  test('before the call: no request', async () => {
    const encoder = await connect();
    const scoring = encoder.score(QUERY, PASSAGES, { cancel: AbortSignal.abort() });
    await expect(scoring).rejects.toMatchObject(cancelled);
    expect(servers[0].requests).toEqual([]);
  });
});

test('an error of the receiver ends the call, and nothing more is reported', async () => {
  const encoder = await connect();
  let calls = 0;
  const onBatch = () => {
    calls += 1;
    return Promise.reject(new Error('disk full'));
  };
  await expect(encoder.score(QUERY, PASSAGES, { onBatch })).rejects.toThrow('disk full');
  expect(calls).toBe(1);
});

test('tokens are estimated from the bytes of UTF-8', async () => {
  const encoder = await connect();
  expect(encoder.countTokens(['', 'a', 'four', 'fives', '潮の満ち引き'])).toEqual(
    Uint32Array.of(0, 1, 1, 2, 5),
  );
});

test('a key that is refused later is in no message', async () => {
  const apiKey = 'sk-very-secret';
  const encoder = await connect({ options: { apiKey }, config: { apiKey } });
  servers[0].faults.push({ answer: 403, body: JSON.stringify({ error: `Bearer ${apiKey} expired` }) });
  await expect(encoder.score(QUERY, ['one'])).rejects.toMatchObject({
    message:
      `${servers[0].url}/rerank failed: the server answered 403 ("Bearer [key] expired"). Check the API key, and that ` +
      'it may use this model.',
  });
});
