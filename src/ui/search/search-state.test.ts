import { describe, expect, it } from 'vitest';
import { cancelledError } from '../../core/errors.ts';
import { presetOf } from '../../core/search-presets.ts';
import { createFakeSearchClient } from '../../testing/fake-search-client.ts';
import type { RoundReport, SearchRequest, SearchResult } from '../../workers/client.ts';
import { runSearch } from './run-search.ts';
import {
  INITIAL_SEARCH,
  inspectedRun,
  isSearching,
  reduceSearch,
  resultsOf,
  type SearchAction,
  type SearchState,
  shownRoundIndex,
} from './search-state.ts';

const axn: SearchRequest = {
  corpusId: 'fake',
  queryText: 'first satellite launched',
  method: { ...presetOf('paper').make('dual-encoder', 0), schedule: { kind: 'equal', rounds: 4 } },
  label: 'AXN',
  budget: 20,
};
const rerank: SearchRequest = { ...axn, method: presetOf('rnr').make('dual-encoder', 0), label: 'RnR' };

async function actionsOf(requests: readonly SearchRequest[], searchId = 1): Promise<SearchAction[]> {
  const actions: SearchAction[] = [];
  const { signal } = new AbortController();
  await runSearch(createFakeSearchClient(), { searchId, requests }, signal, (action) => actions.push(action));
  return actions;
}

function reduceAll(actions: readonly SearchAction[], state: SearchState = INITIAL_SEARCH): SearchState {
  return actions.reduce(reduceSearch, state);
}

const actions = await actionsOf([axn]);
/** Up to and with the n-th round. */
const untilRound = (n: number) => reduceAll(actions.slice(0, 2 + n));

describe('streaming', () => {
  it('comes in as start, run, the rounds, and the result', () => {
    expect(actions.map(({ type }) => type)).toEqual([
      'start',
      'run',
      'round',
      'round',
      'round',
      'round',
      'finish',
    ]);
  });

  it('shows the latest round while rounds come in', () => {
    expect([0, 1, 2, 4].map((n) => shownRoundIndex(untilRound(n)))).toEqual([0, 1, 2, 4]);
    expect(isSearching(untilRound(2))).toBe(true);
  });

  it('is done with the rounds of the result, each of them once', () => {
    const done = reduceAll(actions);
    expect(isSearching(done)).toBe(false);
    expect(inspectedRun(done)?.status).toBe('done');
    expect(inspectedRun(done)?.rounds.map(({ index }) => index)).toEqual([1, 2, 3, 4]);
  });

  it('ignores a round that arrives after the result', () => {
    const done = reduceAll(actions);
    expect(reduceSearch(done, actions[5])).toBe(done);
  });

  it('keeps the rounds that came before the result: they are the same', () => {
    const before = untilRound(4).runs[0].rounds;
    const after = reduceAll(actions).runs[0].rounds;
    expect(after.map((round, i) => round === before[i])).toEqual([true, true, true, true]);
  });

  it('takes from the result what has not come in', () => {
    const { result } = actions[6] as Extract<SearchAction, { type: 'finish' }>;
    expect(reduceSearch(untilRound(1), actions[6]).runs[0].rounds.slice(1)).toEqual(result.rounds.slice(1));
  });

  it('runs methods one after the other and has the result of each', async () => {
    const both = await actionsOf([axn, rerank]);
    const done = reduceAll(both);
    expect(done.runs.map(({ key, status, rounds }) => [key, status, rounds.length])).toEqual([
      ['AXN', 'done', 4],
      ['RnR', 'done', 1],
    ]);
    expect(resultsOf(done).map(({ request, rounds }) => [request.label, rounds.length])).toEqual([
      ['AXN', 4],
      ['RnR', 1],
    ]);
    const axnDone = reduceAll(both.slice(0, 7));
    expect(axnDone.runs.map(({ status }) => status)).toEqual(['done', 'waiting']);
    expect(isSearching(axnDone)).toBe(true);
    expect(resultsOf(axnDone)).toHaveLength(1);
  });
});

describe('the run that is stepped through', async () => {
  const both = reduceAll(await actionsOf([axn, rerank]));
  const choose = (key: string): SearchAction => ({ type: 'choose-run', key });

  it.each<[string, SearchAction[], string, number]>([
    ['the first', [], 'AXN', 4],
    ['the one that was chosen', [choose('RnR')], 'RnR', 1],
    ['at its last round where it has fewer', [{ type: 'show-round', round: 3 }, choose('RnR')], 'RnR', 1],
    [
      'where it was left when it is chosen again',
      [{ type: 'show-round', round: 3 }, choose('RnR'), choose('AXN')],
      'AXN',
      3,
    ],
  ])('is %s', (_, steps, key, round) => {
    const state = reduceAll(steps, both);
    expect([inspectedRun(state)?.key, shownRoundIndex(state)]).toEqual([key, round]);
  });

  it('is of the same method for the next query, if that runs it', () => {
    const chosen = reduceSearch(both, choose('RnR'));
    const next = (requests: readonly SearchRequest[]) =>
      inspectedRun(reduceSearch(chosen, { type: 'start', searchId: 2, requests }))?.key;
    expect([next([axn, rerank]), next([axn])]).toEqual(['RnR', 'AXN']);
  });
});

describe('stepping', () => {
  const step = (by: number): SearchAction => ({ type: 'step', by });
  const show = (round: number | 'latest'): SearchAction => ({ type: 'show-round', round });

  it.each<[string, SearchAction[], number, SearchState['shownRound']]>([
    ['back from the latest', [step(-1)], 2, 2],
    ['not before the first', [step(-1), step(-1), step(-1), step(-1)], 1, 1],
    ['to the last one, which follows again', [step(-1), step(1)], 3, 'latest'],
    ['beyond the last one', [step(1)], 3, 'latest'],
    ['to the first', [show(1)], 1, 1],
    ['to a round that is not there yet', [show(9)], 3, 'latest'],
    ['back to following', [show(1), show('latest')], 3, 'latest'],
  ])('%s', (_, steps, index, shownRound) => {
    const state = reduceAll(steps, untilRound(3));
    expect(shownRoundIndex(state)).toBe(index);
    expect(state.shownRound).toBe(shownRound);
  });

  it('stays at a chosen round when the next one comes in', () => {
    const chosen = reduceAll([show(2)], untilRound(3));
    expect(shownRoundIndex(reduceSearch(chosen, actions[5]))).toBe(2);
  });
});

describe('cancel and error', () => {
  it('keeps the rounds that came in before the cancel', () => {
    const cancelled = reduceSearch(untilRound(2), { type: 'cancel', searchId: 1 });
    expect(inspectedRun(cancelled)?.status).toBe('cancelled');
    expect(inspectedRun(cancelled)?.rounds).toHaveLength(2);
    expect(isSearching(cancelled)).toBe(false);
  });

  it('lets nothing in after the cancel', () => {
    const cancelled = reduceSearch(untilRound(2), { type: 'cancel', searchId: 1 });
    expect(actions.slice(4).reduce(reduceSearch, cancelled)).toBe(cancelled);
  });

  it('keeps the error with the run that failed, and the next one can go on', () => {
    const error = new Error('The GPU is gone.');
    const failed = reduceAll([
      { type: 'start', searchId: 1, requests: [axn, rerank] },
      { type: 'run', searchId: 1, key: 'AXN' },
      { type: 'fail', searchId: 1, key: 'AXN', error },
    ]);
    expect(failed.runs.map(({ status }) => status)).toEqual(['failed', 'waiting']);
    expect(failed.runs[0].error).toBe(error);
    expect(isSearching(failed)).toBe(true);
  });
});

describe('newest answer wins', () => {
  const newer = reduceSearch(untilRound(2), {
    type: 'start',
    searchId: 2,
    requests: [{ ...axn, queryText: 'how is a violin repaired' }],
  });

  it('starts afresh', () => {
    expect(newer.runs[0].rounds).toEqual([]);
    expect(newer.shownRound).toBe('latest');
  });

  it.each<[string, SearchAction]>([
    ['round', actions[4]],
    ['result', actions[6]],
    ['error', { type: 'fail', searchId: 1, key: 'AXN', error: new Error('late') }],
    ['cancel', { type: 'cancel', searchId: 1 }],
    ['start', actions[0]],
  ])('lets no %s of an older search in', (_, action) => {
    expect(reduceSearch(newer, action)).toBe(newer);
  });
});

describe('runSearch', () => {
  const run = async (
    search: (request: SearchRequest) => Promise<SearchResult>,
    signal = new AbortController().signal,
  ) => {
    const seen: SearchAction[] = [];
    await runSearch({ search }, { searchId: 1, requests: [axn, rerank] }, signal, (action) =>
      seen.push(action),
    );
    return seen.map(({ type }) => type);
  };

  it('ends with cancel when the engine was cancelled', async () => {
    expect(await run(() => Promise.reject(cancelledError()))).toEqual(['start', 'run', 'cancel']);
  });

  it('goes on with the next method when one fails', async () => {
    expect(await run(() => Promise.reject(new Error('broken')))).toEqual([
      'start',
      'run',
      'fail',
      'run',
      'fail',
    ]);
  });

  it('does not begin the second method after a cancel during the first', async () => {
    const controller = new AbortController();
    const finish = async (request: SearchRequest) => {
      controller.abort();
      return resultOf(request);
    };
    expect(await run(finish, controller.signal)).toEqual(['start', 'run', 'finish', 'cancel']);
  });
});

function resultOf(request: SearchRequest): SearchResult {
  const rounds: RoundReport[] = [];
  return {
    request,
    searchedWith: { corpusHash: 'c', crossEncoderHash: 'ce', dualEncoderHash: 'de' },
    itemCount: 0,
    rounds,
    plannedRounds: 0,
    firstStage: { docRows: new Uint32Array(0), scores: new Float32Array(0) },
    priorVector: new Float64Array(0),
    notes: [],
    elapsedMs: 0,
    modelMs: 0,
  };
}
