/** What is known of the exact ranking of one query: all documents by their cross-encoder scores. */
import type { Ranking } from '../../core/types.ts';
import type { JobProgress } from '../../workers/client.ts';

export interface ExactState {
  readonly queryText: string;
  readonly status: 'unknown' | 'computing' | 'known';
  readonly ranking?: Ranking;
  readonly progress?: JobProgress;
  readonly error?: Error;
}

export type ExactAction =
  | { readonly type: 'query'; readonly queryText: string }
  | { readonly type: 'compute'; readonly queryText: string }
  | { readonly type: 'progress'; readonly queryText: string; readonly progress: JobProgress }
  | { readonly type: 'found'; readonly queryText: string; readonly ranking: Ranking }
  | { readonly type: 'cancel'; readonly queryText: string }
  | { readonly type: 'fail'; readonly queryText: string; readonly error: Error };

export const NO_EXACT_RANKING: ExactState = { queryText: '', status: 'unknown' };

/** Whatever concerns another query than the one on screen is not let in. */
export function reduceExact(state: ExactState, action: ExactAction): ExactState {
  const { queryText } = action;
  if (action.type === 'query') {
    return queryText === state.queryText ? state : { queryText, status: 'unknown' };
  }
  if (queryText !== state.queryText) return state;
  switch (action.type) {
    case 'found':
      return { queryText, status: 'known', ranking: action.ranking };
    case 'compute':
      return state.status === 'unknown' ? { queryText, status: 'computing' } : state;
    case 'progress':
      return state.status === 'computing' ? { ...state, progress: action.progress } : state;
    case 'cancel':
      return state.status === 'computing' ? { queryText, status: 'unknown' } : state;
    case 'fail':
      return state.status === 'known' ? state : { queryText, status: 'unknown', error: action.error };
  }
}
