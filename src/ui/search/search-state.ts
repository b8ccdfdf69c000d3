/** One search as the screen sees it: a run for each method, the rounds as they come in, the round being looked at. */
import type { RoundReport, SearchRequest, SearchResult } from '../../workers/client.ts';

/** A request with what has come of it so far. */
export interface LiveRun {
  /** The label of the request: two runs of one search never have the same. */
  readonly key: string;
  readonly request: SearchRequest;
  readonly status: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed';
  /** Kept when the run is cancelled or fails: their scores are exact all the same. */
  readonly rounds: readonly RoundReport[];
  readonly result?: Omit<SearchResult, 'rounds'>;
  readonly error?: Error;
}

export interface SearchState {
  /** 0 before the first search. Answers to any other search are not let in. */
  readonly searchId: number;
  readonly runs: readonly LiveRun[];
  /** The run that is stepped through, as it was chosen; the first one where there is none of that key. */
  readonly chosenKey: string | undefined;
  /** Counted from 1; 'latest' moves on with every round that comes in. */
  readonly shownRound: number | 'latest';
}

export type SearchAction =
  | { readonly type: 'start'; readonly searchId: number; readonly requests: readonly SearchRequest[] }
  | { readonly type: 'run'; readonly searchId: number; readonly key: string }
  | { readonly type: 'round'; readonly searchId: number; readonly key: string; readonly round: RoundReport }
  | {
      readonly type: 'finish';
      readonly searchId: number;
      readonly key: string;
      readonly result: SearchResult;
    }
  | { readonly type: 'fail'; readonly searchId: number; readonly key: string; readonly error: Error }
  | { readonly type: 'cancel'; readonly searchId: number }
  | { readonly type: 'choose-run'; readonly key: string }
  | { readonly type: 'show-round'; readonly round: number | 'latest' }
  | { readonly type: 'step'; readonly by: number };

export const INITIAL_SEARCH: SearchState = {
  searchId: 0,
  runs: [],
  chosenKey: undefined,
  shownRound: 'latest',
};

export function reduceSearch(state: SearchState, action: SearchAction): SearchState {
  switch (action.type) {
    case 'start':
      if (action.searchId <= state.searchId) return state;
      return {
        searchId: action.searchId,
        runs: action.requests.map((request) => ({
          key: request.label,
          request,
          status: 'waiting',
          rounds: [],
        })),
        // The next query is looked at with the same method, if it runs again.
        chosenKey: state.chosenKey,
        shownRound: 'latest',
      };
    case 'choose-run':
      return { ...state, chosenKey: action.key };
    case 'show-round':
      return showRound(state, action.round);
    case 'step':
      return showRound(state, shownRoundIndex(state) + action.by);
  }
  if (action.searchId !== state.searchId) return state;
  switch (action.type) {
    case 'run':
      return changeRun(state, action.key, 'waiting', (run) => ({ ...run, status: 'running' }));
    case 'round':
      // Progress travels apart from results: a round may arrive after the run's end, and then it is known.
      return changeRun(state, action.key, 'running', (run) => ({
        ...run,
        rounds: [...run.rounds, action.round],
      }));
    case 'finish': {
      const { rounds, ...result } = action.result;
      return changeRun(state, action.key, 'running', (run) => ({
        ...run,
        status: 'done',
        // Those that came before are the same, and what was made of them is kept by who they are.
        rounds: rounds.map((round, i) => run.rounds[i] ?? round),
        result,
      }));
    }
    case 'fail':
      return changeRun(state, action.key, 'running', (run) => ({
        ...run,
        status: 'failed',
        error: action.error,
      }));
    case 'cancel':
      return {
        ...state,
        runs: state.runs.map((run) => (isUnderWay(run) ? { ...run, status: 'cancelled' } : run)),
      };
  }
}

function changeRun(
  state: SearchState,
  key: string,
  status: LiveRun['status'],
  change: (run: LiveRun) => LiveRun,
): SearchState {
  const matches = (run: LiveRun) => run.key === key && run.status === status;
  if (!state.runs.some(matches)) return state;
  return { ...state, runs: state.runs.map((run) => (matches(run) ? change(run) : run)) };
}

/** Choosing the last round there is means following: the next one will be shown when it comes. */
function showRound(state: SearchState, round: number | 'latest'): SearchState {
  const last = inspectedRun(state)?.rounds.length ?? 0;
  return { ...state, shownRound: round === 'latest' || round >= last ? 'latest' : Math.max(1, round) };
}

/** The run whose rounds the inspector steps through. */
export function inspectedRun({ runs, chosenKey }: SearchState): LiveRun | undefined {
  return runs.find(({ key }) => key === chosenKey) ?? runs[0];
}

/** The round being looked at, counted from 1; 0 while there is none. */
export function shownRoundIndex(state: SearchState): number {
  const last = inspectedRun(state)?.rounds.length ?? 0;
  return state.shownRound === 'latest' ? last : Math.min(state.shownRound, last);
}

export function isSearching(state: SearchState): boolean {
  return state.runs.some(isUnderWay);
}

/** What the runs that are done gave, as the engine gave it. */
export function resultsOf({ runs }: SearchState): SearchResult[] {
  return runs.flatMap(({ result, rounds }) => (result ? [{ ...result, rounds }] : []));
}

function isUnderWay({ status }: LiveRun): boolean {
  return status === 'waiting' || status === 'running';
}
