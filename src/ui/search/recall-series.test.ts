import { describe, expect, it, test } from 'vitest';
import { presetOf } from '../../core/search-presets.ts';
import { createFakeSearchClient } from '../../testing/fake-search-client.ts';
import { makeRounds, type ScoredItem } from '../../testing/round-reports.ts';
import type { SearchRequest } from '../../workers/client.ts';
import { recallAfter, recallCutoffs, recallSeries, rerankRecall, roundsRecall } from './recall-series.ts';
import type { RunView } from './run-view.ts';

/** Exact order 4, 3, 2, ..., then the rest of 12 items. */
const exact = {
  docRows: Uint32Array.of(4, 3, 2, 1, 0, 5, 6, 7, 8, 9, 10, 11),
  scores: Float32Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1, -2),
};
const scored = (...docRows: number[]): ScoredItem[] =>
  docRows.map((docRow) => ({ docRow, exact: exact.scores[exact.docRows.indexOf(docRow)] }));
const nothing = { docRows: new Uint32Array(0), scores: new Float32Array(0) };

function request(preset: Parameters<typeof presetOf>[0], budget: number): SearchRequest {
  return {
    corpusId: 'fake',
    queryText: 'first satellite launched',
    method: presetOf(preset).make('dual-encoder', 0),
    label: presetOf(preset).label,
    budget,
  };
}

function runView(
  preset: Parameters<typeof presetOf>[0],
  batches: ScoredItem[][],
  firstStage?: number[],
): RunView {
  const asked = request(preset, batches.flat().length);
  return {
    key: preset,
    label: asked.label,
    request: asked,
    itemSpaceName: 'Dual-encoder',
    status: firstStage ? 'done' : 'running',
    rounds: makeRounds(batches, 12),
    ...(firstStage && {
      result: {
        request: asked,
        itemCount: 12,
        plannedRounds: batches.length,
        priorVector: Float64Array.of(0),
        firstStage: {
          docRows: Uint32Array.from(firstStage),
          scores: Float32Array.from(firstStage, (_, i) => -i),
        },
        notes: [],
        elapsedMs: 0,
        modelMs: 0,
      },
    }),
  };
}

test.each([
  [0, []],
  [9, [1]],
  [10, [1, 10]],
  [99, [1, 10, 50]],
  [528, [1, 10, 50, 100]],
])('recallCutoffs of %d items', (itemCount, cutoffs) => {
  expect(recallCutoffs(itemCount)).toEqual(cutoffs);
});

describe('roundsRecall', () => {
  it('grows with the rounds', () => {
    expect(roundsRecall(makeRounds([scored(3, 11), scored(4, 2)], 12), exact)).toEqual([
      { k: 1, round: 1, calls: 2, recall: 0 },
      { k: 10, round: 1, calls: 2, recall: 0.1 },
      { k: 1, round: 2, calls: 4, recall: 1 },
      { k: 10, round: 2, calls: 4, recall: 0.3 },
    ]);
  });
});

describe('rerankRecall', () => {
  const firstStage = { docRows: Uint32Array.of(11, 4, 0, 10), scores: Float32Array.of(4, 3, 2, 1) };

  it('scores the first stage from the top and ends with it', () => {
    const points = rerankRecall(firstStage, exact, [2, 4, 6], []);
    expect(points.filter(({ k }) => k === 10)).toEqual([
      { k: 10, calls: 1, recall: 0 },
      { k: 10, round: 1, calls: 2, recall: 0.1 },
      { k: 10, calls: 3, recall: 0.2 },
      { k: 10, round: 2, calls: 4, recall: 0.2 },
    ]);
  });

  it('stops at the budget', () => {
    expect(rerankRecall(firstStage, exact, [2], []).at(-1)?.calls).toBe(2);
  });

  it('goes on with what a run found after the end of the first stage', () => {
    const rounds = makeRounds([scored(11, 4, 0, 10, 3, 2)], 12);
    expect(rerankRecall(firstStage, exact, [6], rounds).at(-1)).toEqual({
      k: 10,
      round: 1,
      calls: 6,
      recall: 0.4,
    });
  });

  it('is empty when the first stage found nothing', () => {
    expect(rerankRecall(nothing, exact, [10], [])).toEqual([]);
  });

  it('needs no more of the exact ranking than the largest k', () => {
    const docRows = Uint32Array.from({ length: 300 }, (_, i) => (7 * i) % 300);
    const all = { docRows, scores: Float32Array.from(docRows, (_, i) => -i) };
    const cut = { docRows: docRows.slice(0, 120), scores: all.scores.slice(0, 120) };
    const ascending = Uint32Array.from({ length: 300 }, (_, i) => i);
    const stage = { docRows: ascending, scores: new Float32Array(300) };
    expect(rerankRecall(stage, cut, [50, 300], [])).toEqual(rerankRecall(stage, all, [50, 300], []));
  });

  it('ends where a real retrieve-and-rerank ends', async () => {
    const client = createFakeSearchClient();
    const { rounds, firstStage: found } = await client.search(request('rnr', 60));
    const { ranking } = await client.computeExactRanking(request('rnr', 60));
    const recallOf = (points: readonly { k: number; recall: number }[]) =>
      points.slice(-4).map(({ k, recall }) => [k, recall]);
    expect(recallOf(rerankRecall(found, ranking, [60], []))).toEqual(recallOf(roundsRecall(rounds, ranking)));
  });
});

describe('recallSeries', () => {
  const adaptive = runView('paper', [scored(3, 11), scored(4, 2)], [11, 3, 0, 10]);
  const running = runView('tour', [scored(5)]);
  const rerank = runView('rnr', [scored(11, 3, 0, 10)], [11, 3, 0, 10]);
  const keysOf = (runs: RunView[]) =>
    recallSeries(runs, runs[0], exact).map(({ key, place }) => [key, place]);

  test.each([
    ['while no first stage is known', [running], [['tour', 0]]],
    [
      'with a first stage, retrieve-and-rerank on it',
      [running, adaptive],
      [
        ['tour', 0],
        ['paper', 1],
        ['retrieve-and-rerank', undefined],
      ],
    ],
    [
      'with a run of retrieve-and-rerank, that one alone',
      [adaptive, rerank],
      [
        ['paper', 0],
        ['rnr', 1],
      ],
    ],
  ])('has a curve a run, and %s', (_, runs, keys) => {
    expect(keysOf(runs)).toEqual(keys);
  });

  it('follows a run of one round call by call, and marks the rounds of the inspected one', () => {
    const series = recallSeries([adaptive, rerank], adaptive, exact)[1];
    expect(series.points.filter(({ k }) => k === 10)).toEqual([
      { k: 10, calls: 1, recall: 0 },
      { k: 10, round: 1, calls: 2, recall: 0.1 },
      { k: 10, calls: 3, recall: 0.2 },
      { k: 10, round: 2, calls: 4, recall: 0.2 },
    ]);
  });

  it('names the first stage of the curve that no run is', () => {
    expect(recallSeries([adaptive], adaptive, exact)[1].label).toBe('retrieve and rerank, BM25');
  });

  test.each([
    [1, undefined],
    [2, 0.1],
    [3, 0.1],
    [9, 0.3],
  ])('recallAfter %d calls', (calls, recall) => {
    const [series] = recallSeries([adaptive], adaptive, exact);
    expect(recallAfter(series, 10, calls)?.recall).toBe(recall);
  });
});
