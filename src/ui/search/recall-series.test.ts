import { describe, expect, it } from 'vitest';
import { createFakeSearchClient } from '../../testing/fake-search-client.ts';
import { makeRounds } from '../../testing/round-reports.ts';
import type { SearchRequest } from '../../workers/client.ts';
import { axnRecall, recallCutoffs, rerankRecall } from './recall-series.ts';

/** Exact order 4, 3, 2, ..., then the rest of 12 items. */
const exact = {
  docRows: Uint32Array.of(4, 3, 2, 1, 0, 5, 6, 7, 8, 9, 10, 11),
  scores: Float32Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2),
};

describe('recallCutoffs', () => {
  it.each([
    [0, []],
    [9, [1]],
    [10, [1, 10]],
    [528, [1, 10, 100]],
  ])('of %d items', (itemCount, cutoffs) => {
    expect(recallCutoffs(itemCount)).toEqual(cutoffs);
  });
});

describe('axnRecall', () => {
  it('grows with the rounds', () => {
    const rounds = makeRounds(
      [
        [
          { docRow: 3, exact: 8 },
          { docRow: 11, exact: -2 },
        ],
        [
          { docRow: 4, exact: 9 },
          { docRow: 2, exact: 7 },
        ],
      ],
      12,
    );
    expect(axnRecall(rounds, exact)).toEqual([
      { method: 'axn', k: 1, round: 1, calls: 2, recall: 0 },
      { method: 'axn', k: 10, round: 1, calls: 2, recall: 0.1 },
      { method: 'axn', k: 1, round: 2, calls: 4, recall: 1 },
      { method: 'axn', k: 10, round: 2, calls: 4, recall: 0.3 },
    ]);
  });
});

describe('rerankRecall', () => {
  const firstStage = { docRows: Uint32Array.of(11, 4, 0, 10), scores: Float32Array.of(4, 3, 2, 1) };

  it('scores the first stage from the top and ends with it', () => {
    const points = rerankRecall(firstStage, exact, [2, 4, 6], []);
    expect(points.filter(({ k }) => k === 10)).toEqual([
      { method: 'retrieve-and-rerank', k: 10, calls: 1, recall: 0 },
      { method: 'retrieve-and-rerank', k: 10, round: 1, calls: 2, recall: 0.1 },
      { method: 'retrieve-and-rerank', k: 10, calls: 3, recall: 0.2 },
      { method: 'retrieve-and-rerank', k: 10, round: 2, calls: 4, recall: 0.2 },
    ]);
  });

  it('stops at the budget', () => {
    expect(rerankRecall(firstStage, exact, [2], []).at(-1)?.calls).toBe(2);
  });

  it('goes on with what a run found after the end of the first stage', () => {
    const found = [11, 4, 0, 10, 3, 2].map((docRow) => ({
      docRow,
      exact: exact.scores[exact.docRows.indexOf(docRow)],
    }));
    const [last] = rerankRecall(firstStage, exact, [6], makeRounds([found], 12)).slice(-1);
    expect(last).toEqual({ method: 'retrieve-and-rerank', k: 10, round: 1, calls: 6, recall: 0.4 });
  });

  it('is empty when the first stage found nothing', () => {
    const nothing = { docRows: new Uint32Array(0), scores: new Float32Array(0) };
    expect(rerankRecall(nothing, exact, [10], [])).toEqual([]);
  });

  it('ends where a real retrieve-and-rerank ends', async () => {
    const request: SearchRequest = {
      corpusId: 'fake',
      queryText: 'first satellite launched',
      itemSpace: 'dual-encoder',
      firstRound: 'bm25',
      method: 'retrieve-and-rerank',
      budget: 60,
      rounds: 1,
      lambda: 0,
    };
    const client = createFakeSearchClient();
    const { rounds, firstStage: found } = await client.search(request);
    const { ranking } = await client.computeExactRanking(request);
    const recallOf = (points: readonly { k: number; recall: number }[]) =>
      points.slice(-3).map(({ k, recall }) => [k, recall]);
    expect(recallOf(rerankRecall(found, ranking, [60], []))).toEqual(recallOf(axnRecall(rounds, ranking)));
  });
});
