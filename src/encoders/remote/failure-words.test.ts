import { expect, test } from 'vitest';
import { adviceFor, serversWords, unreachableWords } from './failure-words.ts';

test.each([
  { body: { error: 'Model is overloaded', error_type: 'Overloaded' }, words: ' ("Model is overloaded")' },
  { body: { error: { code: 500, message: 'input is too large' } }, words: ' ("input is too large")' },
  { body: { object: 'error', message: 'no such model' }, words: ' ("no such model")' },
  { body: { detail: 'Not Found' }, words: ' ("Not Found")' },
  { body: { detail: [{ loc: ['body'], msg: 'short' }] }, words: ' ("[{"loc":["body"],"msg":"short"}]")' },
  { body: { code: 7 }, words: ' ("{"code":7}")' },
  { body: 'upstream\n  timed out ', words: ' ("upstream timed out")' },
  { body: '<html><h1>502</h1></html>', words: '' },
  { body: '', words: '' },
  { body: 'x'.repeat(201), words: ` ("${'x'.repeat(200)}…")` },
])('$words', ({ body, words }) => {
  expect(serversWords(body)).toBe(words);
});

test.each([
  [401, 'Check the API key, and that it may use this model.'],
  [403, 'Check the API key, and that it may use this model.'],
  [
    404,
    'Check the kind of server, the name of the model, and the address, which is given without the path of the API.',
  ],
  [413, "Raise the server's limits, or use shorter documents."],
  [
    422,
    'Check the kind of server and the name of the model. If a passage is too long for the server, raise its limit.',
  ],
  [429, 'The server has too much to do: try again later, or add another address.'],
  [424, "Look into the server's log, then try again."],
  [503, "Look into the server's log, then try again."],
])('%i: %s', (status, advice) => {
  expect(adviceFor(status)).toBe(advice);
});

const START =
  'no answer, and the browser does not say why. Known causes: the server does not run, or breaks the connection; it ' +
  'does not allow requests from this page (CORS: Access-Control-Allow-Origin, and Content-Type in ' +
  'Access-Control-Allow-Headers); it redirects to another address';
const KEY =
  '; it does not allow the header Authorization, which carries the API key (Text Embeddings Inference never does: use ' +
  'it without a key, or behind a proxy that allows it)';
const LOCAL =
  '; the browser was not permitted to reach the local network (Chrome asks since version 142: allow it in the ' +
  "site's settings)";
const BLOCKED = '; this page was loaded over https, from where http addresses are blocked';

test.each([
  { url: 'https://example.org/rerank', hasKey: false, causes: '' },
  { url: 'https://example.org/rerank', hasKey: true, causes: KEY },
  { url: 'http://example.org/rerank', hasKey: false, causes: BLOCKED },
  { url: 'http://localhost:8080/rerank', hasKey: true, causes: KEY + LOCAL },
  { url: 'http://127.0.0.1/rerank', hasKey: false, causes: LOCAL },
  { url: 'http://[::1]:80/rerank', hasKey: false, causes: LOCAL },
  { url: 'http://192.168.0.7/rerank', hasKey: false, causes: LOCAL + BLOCKED },
  { url: 'https://172.20.0.1/rerank', hasKey: false, causes: LOCAL },
  { url: 'https://172.40.0.1/rerank', hasKey: false, causes: '' },
  { url: 'https://gpu.local/rerank', hasKey: false, causes: LOCAL },
  { url: 'https://[fd00::1]/rerank', hasKey: false, causes: LOCAL },
])('$url, key: $hasKey', ({ url, hasKey, causes }) => {
  expect(unreachableWords(url, hasKey)).toBe(`${START}${causes}.`);
});
