import { expect, it } from 'vitest';
import { evaluateFirstStage, evaluateModels } from './evaluate-set.ts';
import { scoringByLength } from './fake-models.ts';

const corpus = {
  texts: ['apple strawberries', 'apple', 'plum', 'apple apple fig'],
  queries: [
    { id: '1', text: 'apple', grades: new Map([[0, 1]]) },
    { id: '2', text: 'plum', grades: new Map([[1, 2]]) },
  ],
};

/** Vectors tell an "a" at the start. */
const models = {
  ...scoringByLength,
  dualEncoder: {
    embed: async (texts: readonly string[]) => ({
      rows: texts.length,
      cols: 2,
      data: Float32Array.from(texts.flatMap((text) => (text.startsWith('a') ? [1, 0] : [0, 1]))),
    }),
  },
};

it('measures what each way of ranking finds', async () => {
  const { measures: bm25, candidates } = evaluateFirstStage(corpus);
  // Of the three that have the word, the one that has it twice, then the shorter.
  expect(candidates.map(({ docRows }) => Array.from(docRows))).toEqual([[3, 1, 0], [2]]);
  expect(Array.from(bm25.ndcg10)).toEqual([0.5, 0]);

  const result = await evaluateModels(corpus, candidates, models, true);
  expect(Array.from(result.reranked.mrr10)).toEqual([1, 0]);
  // First by length and third by BM25, where the other that is long leads.
  expect(Array.from(result.summed.mrr10)).toEqual([1 / 2, 0]);
  expect(Array.from(result.summed.recall100)).toEqual([1, 0]);
  expect(Array.from(result.dualEncoder.mrr10)).toEqual([1, 1 / 3]);
  expect(Array.from(result.exact?.mrr10 ?? [])).toEqual([1, 1 / 3]);
  expect(result.scores.top100).toMatchObject({ count: 4, min: 4, max: 18 });
  expect(result.scores.best).toMatchObject({ count: 2, min: 4, max: 18 });
  expect(result.scores.relevant).toMatchObject({ count: 1, mean: 18 });
  expect(result.scores.random?.count).toBe(8);
  // Neither query has enough candidates, and the vectors of each are alike.
  expect(result.correlation).toBeUndefined();
  expect(result.scoredPairs).toBe(4 + 8 + 8);
});

it('leaves the exact ranking out unless asked, and counts a query without candidates as 0', async () => {
  const withoutMatch = { ...corpus, queries: [{ id: '3', text: 'melon', grades: new Map([[0, 1]]) }] };
  const { measures, candidates } = evaluateFirstStage(withoutMatch);
  expect(Array.from(measures.ndcg10)).toEqual([0]);
  const result = await evaluateModels(withoutMatch, candidates, models, false);
  expect(result.exact).toBeUndefined();
  expect(Array.from(result.summed.ndcg10)).toEqual([0]);
  expect(result.scores.best).toBeUndefined();
});
