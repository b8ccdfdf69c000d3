import { expect, test, vi } from 'vitest';
import { createTestRequestParts } from '../../testing/rerank-parts.ts';
import { BatchTooLargeError, requestJson } from './json-request.ts';

const ADDRESS = 'https://example.org/rerank';
const NOW_MS = Date.UTC(2026, 10, 25, 12, 0, 0);

/** Answers from a list, in order; an Error is thrown. */
function answering(...answers: readonly (Response | Error)[]) {
  const left = [...answers];
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    const answer = left.shift();
    if (answer === undefined) throw new Error('one request too many');
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const parts = { ...createTestRequestParts(NOW_MS), fetch };
  const request = (apiKey?: string) =>
    requestJson({ url: ADDRESS, body: { query: 'q' }, apiKey, signal: new AbortController().signal }, parts);
  return { parts, fetch, request };
}

const json = (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(value), { status, headers });
const encoderError = (message: string) => ({ name: 'EncoderError', message });

test('sends nothing of the page or the person but the key, and follows no redirect', async () => {
  const { fetch, request } = answering(json([1]));
  expect(await request('secret')).toEqual({ reply: [1], elapsedMs: 0 });
  expect(fetch).toHaveBeenCalledWith(ADDRESS, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer secret' },
    body: '{"query":"q"}',
    signal: expect.any(AbortSignal),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    cache: 'no-store',
  });
});

test('without a body it is a GET, without a key there is no Authorization', async () => {
  const { parts, fetch } = answering(json({}));
  await requestJson({ url: ADDRESS, signal: new AbortController().signal }, parts);
  expect(fetch.mock.calls[0][1]).toMatchObject({ method: 'GET', headers: {} });
});

test.each([408, 425, 429, 500, 502, 503, 504])('%i is asked again, later each time', async (status) => {
  const { parts, request } = answering(...Array.from({ length: 4 }, () => json({}, status)), json(2));
  expect((await request()).reply).toBe(2);
  expect(parts.waits).toEqual([500, 1000, 2000, 4000]);
});

test.each([
  { header: '7', waitMs: 7000 },
  { header: '0', waitMs: 0 },
  { header: 'Wed, 25 Nov 2026 12:00:09 GMT', waitMs: 9000 },
  { header: 'Wed, 25 Nov 2026 11:00:00 GMT', waitMs: 0 },
  { header: '3600', waitMs: 30_000 },
  { header: 'soon', waitMs: 500 },
])('Retry-After: $header', async ({ header, waitMs }) => {
  const { parts, request } = answering(json({}, 429, { 'Retry-After': header }), json({}));
  await request();
  expect(parts.waits).toEqual([waitMs]);
});

test('after five attempts the last failure is told', async () => {
  const { parts, request } = answering(
    new Error('reset'),
    ...Array.from({ length: 4 }, () => json({ error: 'Inference failed' }, 500)),
  );
  await expect(request()).rejects.toMatchObject(
    encoderError(
      `${ADDRESS} failed 5 times: the server answered 500 ("Inference failed"). Look into the server's log, then try again.`,
    ),
  );
  expect(parts.waits).toEqual([500, 1000, 2000, 4000]);
});

test.each([400, 401, 403, 404, 405, 409, 422, 424])('%i is told at once', async (status) => {
  const { parts, request } = answering(json({ error: 'no' }, status));
  await expect(request()).rejects.toMatchObject({
    name: 'EncoderError',
    message: expect.stringMatching(
      new RegExp(`^https://example.org/rerank failed: the server answered ${status} \\("no"\\)\\. `),
    ),
  });
  expect(parts.waits).toEqual([]);
});

test.each([
  { status: 413, error: 'length limit exceeded' },
  { status: 413, error: 'batch size 40 > maximum allowed batch size 32' },
  { status: 422, error: 'batch size 40 > maximum allowed batch size 32' },
  { status: 400, error: 'Batch size too large' },
])('$status "$error" is a batch too large', async ({ status, error }) => {
  const { request } = answering(json({ error }, status));
  await expect(request()).rejects.toBeInstanceOf(BatchTooLargeError);
});

test('another refusal is not', async () => {
  const { request } = answering(json({ error: 'tokenizer failed' }, 422));
  await expect(request()).rejects.not.toBeInstanceOf(BatchTooLargeError);
});

test('an HTML page is told at once', async () => {
  const { parts, request } = answering(new Response('\n<!doctype html><p>Welcome'));
  await expect(request()).rejects.toMatchObject(
    encoderError(
      `${ADDRESS} failed: expected JSON, found an HTML page. Check the kind of server, the name of the model, and the ` +
        'address, which is given without the path of the API.',
    ),
  );
  expect(parts.waits).toEqual([]);
});

test('a part of JSON is asked for again', async () => {
  const { request } = answering(...Array.from({ length: 5 }, () => new Response('[{"index": 0, "sco')));
  await expect(request()).rejects.toMatchObject(
    encoderError(
      `${ADDRESS} failed 5 times: expected JSON, found 18 characters of something else, or of a part of it. Look into the ` +
        "server's log, then try again.",
    ),
  );
});

test('no answer at all: the known causes are named', async () => {
  const { request } = answering(...Array.from({ length: 5 }, () => new TypeError('Failed to fetch')));
  await expect(request()).rejects.toMatchObject(
    encoderError(
      `${ADDRESS} failed 5 times: no answer, and the browser does not say why. Known causes: the server does not run, or ` +
        'breaks the connection; it does not allow requests from this page (CORS: Access-Control-Allow-Origin, and ' +
        'Content-Type in Access-Control-Allow-Headers); it redirects to another address.',
    ),
  );
});

test('the timer of a request ends with it', async () => {
  const { parts } = answering(json({}), new TypeError('Failed to fetch'), json({}));
  const timers: AbortSignal[] = [];
  const wait = async (milliseconds: number, signal: AbortSignal) => {
    if (milliseconds !== 60_000) return;
    timers.push(signal);
    await new Promise(() => {});
  };
  const request = () =>
    requestJson({ url: ADDRESS, signal: new AbortController().signal }, { ...parts, wait });
  await request();
  await request();
  expect(timers.map(({ aborted }) => aborted)).toEqual([true, true, true]);
});

test('an abort ends a request and a wait with its reason', async () => {
  const controller = new AbortController();
  const during = answering();
  during.fetch.mockImplementation(
    (_, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        controller.abort(new Error('enough'));
      }),
  );
  await expect(requestJson({ url: ADDRESS, signal: controller.signal }, during.parts)).rejects.toThrow(
    'enough',
  );

  const waiting = answering(json({}, 500));
  const wait = () => Promise.reject(new Error('enough'));
  const parts = { ...waiting.parts, wait };
  await expect(requestJson({ url: ADDRESS, signal: new AbortController().signal }, parts)).rejects.toThrow(
    'enough',
  );

  const before = answering();
  await expect(requestJson({ url: ADDRESS, signal: controller.signal }, before.parts)).rejects.toThrow(
    'enough',
  );
  expect(before.fetch).not.toHaveBeenCalled();
});

/** With characters that JSON and addresses write in another way. */
const KEY = 'sk-a"/+1';

test.each([
  { form: 'as text', answer: () => new Response(`bad key ${KEY}`, { status: 401 }) },
  { form: 'in JSON', answer: () => json({ error: `bad key ${KEY}` }, 401) },
  { form: 'as in an address', answer: () => json({ error: `bad key ${encodeURIComponent(KEY)}` }, 401) },
])('a key that the server repeats $form is not shown', async ({ answer }) => {
  const { request } = answering(answer());
  await expect(request(KEY)).rejects.toMatchObject(
    encoderError(
      `${ADDRESS} failed: the server answered 401 ("bad key [key]"). Check the API key, and that it may use this model.`,
    ),
  );
});

test('a key that the server repeats in a reply is taken out, digits of numbers are not', async () => {
  const { request } = answering(json({ model: 'm 1234', score: 0.1234 }));
  expect((await request('1234')).reply).toEqual({ model: 'm [key]', score: 0.1234 });
});
