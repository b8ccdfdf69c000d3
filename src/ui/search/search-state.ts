/** One search as the screen sees it: a run per method, the rounds as they come in, the round being looked at. */
import type { RoundReport, SearchRequest, SearchResult } from '../../workers/client.ts';
import type { Method } from './search-settings.ts';

export interface MethodRun {
  readonly method: Method;
  readonly request: SearchRequest;
  readonly status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Kept when the run is cancelled or fails: their scores are exact all the same. */
  readonly rounds: readonly RoundReport[];
  readonly result?: SearchResult;
  readonly error?: Error;
}

export interface SearchState {
  /** 0 before the first search. Answers to any other search are not let in. */
  readonly searchId: number;
  readonly runs: readonly MethodRun[];
  /** Counted from 1; 'latest' moves on with every round that comes in. */
  readonly shownRound: number | 'latest';
}

export type SearchAction =
  | { readonly type: 'start'; readonly searchId: number; readonly requests: readonly SearchRequest[] }
  | { readonly type: 'run'; readonly searchId: number; readonly method: Method }
  | {
      readonly type: 'round';
      readonly searchId: number;
      readonly method: Method;
      readonly round: RoundReport;
    }
  | {
      readonly type: 'finish';
      readonly searchId: number;
      readonly method: Method;
      readonly result: SearchResult;
    }
  | { readonly type: 'fail'; readonly searchId: number; readonly error: Error }
  | { readonly type: 'cancel'; readonly searchId: number }
  | { readonly type: 'show-round'; readonly round: number | 'latest' }
  | { readonly type: 'step'; readonly by: number };

export const INITIAL_SEARCH: SearchState = { searchId: 0, runs: [], shownRound: 'latest' };

export function reduceSearch(state: SearchState, action: SearchAction): SearchState {
  switch (action.type) {
    case 'start':
      if (action.searchId <= state.searchId) return state;
      return {
        searchId: action.searchId,
        runs: action.requests.map((request) => ({
          method: request.method,
          request,
          status: 'waiting',
          rounds: [],
        })),
        shownRound: 'latest',
      };
    case 'show-round':
      return showRound(state, action.round);
    case 'step':
      return showRound(state, shownRoundIndex(state) + action.by);
  }
  if (action.searchId !== state.searchId) return state;
  switch (action.type) {
    case 'run':
      return changeRun(state, action.method, 'waiting', (run) => ({ ...run, status: 'running' }));
    case 'round':
      // Progress travels apart from results: a round may arrive after the run's end, and then it is known.
      return changeRun(state, action.method, 'running', (run) => ({
        ...run,
        rounds: [...run.rounds, action.round],
      }));
    case 'finish':
      return changeRun(state, action.method, 'running', (run) => ({
        ...run,
        status: 'done',
        rounds: action.result.rounds,
        result: action.result,
      }));
    case 'fail':
      return {
        ...state,
        runs: state.runs.map((run) => {
          if (run.status === 'running') return { ...run, status: 'failed', error: action.error };
          return run.status === 'waiting' ? { ...run, status: 'cancelled' } : run;
        }),
      };
    case 'cancel':
      return {
        ...state,
        runs: state.runs.map((run) => (isUnderWay(run) ? { ...run, status: 'cancelled' } : run)),
      };
  }
}

function changeRun(
  state: SearchState,
  method: Method,
  status: MethodRun['status'],
  change: (run: MethodRun) => MethodRun,
): SearchState {
  const matches = (run: MethodRun) => run.method === method && run.status === status;
  if (!state.runs.some(matches)) return state;
  return { ...state, runs: state.runs.map((run) => (matches(run) ? change(run) : run)) };
}

/** Choosing the last round there is means following: the next one will be shown when it comes. */
function showRound(state: SearchState, round: number | 'latest'): SearchState {
  const last = inspectedRun(state)?.rounds.length ?? 0;
  return { ...state, shownRound: round === 'latest' || round >= last ? 'latest' : Math.max(1, round) };
}

/** The run whose rounds the inspector steps through: AXN when both methods run. */
export function inspectedRun(state: SearchState): MethodRun | undefined {
  return state.runs[0];
}

/** The round being looked at, counted from 1; 0 while there is none. */
export function shownRoundIndex(state: SearchState): number {
  const last = inspectedRun(state)?.rounds.length ?? 0;
  return state.shownRound === 'latest' ? last : Math.min(state.shownRound, last);
}

export function isSearching(state: SearchState): boolean {
  return state.runs.some(isUnderWay);
}

function isUnderWay({ status }: MethodRun): boolean {
  return status === 'waiting' || status === 'running';
}
