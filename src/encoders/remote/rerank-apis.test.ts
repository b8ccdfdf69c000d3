import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RerankApiName } from '../../core/model-choice.ts';
import { RERANK_APIS, scoresOfReply } from './rerank-apis.ts';

test.each<{ name: RerankApiName; path: string; body: object }>([
  {
    name: 'tei',
    path: 'rerank',
    body: { query: 'q', texts: ['a', 'b'], raw_scores: true, truncate: true },
  },
  { name: 'rerank', path: 'v1/rerank', body: { model: 'm', query: 'q', documents: ['a', 'b'], top_n: 2 } },
  { name: 'cohere', path: 'v2/rerank', body: { model: 'm', query: 'q', documents: ['a', 'b'], top_n: 2 } },
  {
    name: 'vllm-score',
    path: 'score',
    body: {
      model: 'm',
      text_1: 'q',
      text_2: ['a', 'b'],
      use_activation: false,
      truncate_prompt_tokens: -1,
    },
  },
  {
    name: 'infinity',
    path: 'rerank',
    body: { model: 'm', query: 'q', documents: ['a', 'b'], raw_scores: true },
  },
])('$name asks for every score', ({ name, path, body }) => {
  expect(RERANK_APIS[name].path).toBe(path);
  expect(RERANK_APIS[name].requestBody('m', 'q', ['a', 'b'])).toEqual(body);
});

const wrap: Readonly<Record<RerankApiName, (rows: object[]) => unknown>> = {
  tei: (rows) => rows,
  rerank: (results) => ({ results }),
  cohere: (results) => ({ id: 'x', results, meta: {} }),
  'vllm-score': (data) => ({ object: 'list', data }),
  infinity: (results) => ({ results, usage: {} }),
};
const names = Object.keys(RERANK_APIS) as RerankApiName[];

test.each(names)('%s: scores are joined by index, whatever the order', (name) => {
  const api = RERANK_APIS[name];
  const score = fc.double({ noNaN: true, noDefaultInfinity: true });
  const ordered = fc.array(score, { minLength: 1, maxLength: 20 });
  const shuffled = ordered.chain((scores) =>
    fc.shuffledSubarray([...scores.keys()], { minLength: scores.length }).map((order) => ({ scores, order })),
  );
  fc.assert(
    fc.property(shuffled, ({ scores, order }) => {
      const rows = order.map((index) => ({ index, [api.scoreField]: scores[index], text: 'x' }));
      expect([...scoresOfReply(api, wrap[name](rows), scores.length)]).toEqual(scores);
    }),
    { seed: 4, numRuns: 50 },
  );
});

test.each([
  { reply: null, words: 'expected a list of scores in the reply, found null' },
  { reply: { results: [] }, words: 'expected a list of scores in the reply, found {"results":[]}' },
  {
    reply: { detail: 'x'.repeat(100) },
    words: `expected a list of scores in the reply, found {"detail":"${'x'.repeat(69)}…`,
  },
  { reply: [], words: 'expected 2 scores in the reply, found 0' },
  {
    reply: [{ index: 0, score: 1 }],
    words: 'expected 2 scores in the reply, found 1',
  },
  {
    reply: [{ index: 0, score: 1 }, { score: 2 }],
    words: 'expected an index from 0 to 1 in the reply, found nothing',
  },
  {
    reply: [
      { index: 0, score: 1 },
      { index: 2, score: 2 },
    ],
    words: 'expected an index from 0 to 1 in the reply, found 2',
  },
  {
    reply: [
      { index: 0, score: 1 },
      { index: 0.5, score: 2 },
    ],
    words: 'expected an index from 0 to 1 in the reply, found 0.5',
  },
  {
    reply: [
      { index: 1, score: 1 },
      { index: 1, score: 1 },
    ],
    words: 'expected each index once in the reply, found 1 twice',
  },
  {
    reply: [
      { index: 1, score: 1 },
      { index: 0, score: null },
    ],
    words: 'expected a finite score at index 0 in the reply, found null',
  },
  {
    reply: [
      { index: 1, score: '0.5' },
      { index: 0, score: 1 },
    ],
    words: 'expected a finite score at index 1 in the reply, found "0.5"',
  },
])('$words', ({ reply, words }) => {
  expect(() => scoresOfReply(RERANK_APIS.tei, reply, 2)).toThrow(
    expect.objectContaining({
      name: 'EncoderError',
      message: `${words}. Check the kind of server and its model.`,
    }),
  );
});
