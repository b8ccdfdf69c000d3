/** The one index build that may be under way, as data. */
import type { IndexSummary } from '../../core/index-records.ts';
import type { IndexParameters, IndexProgress } from '../../workers/client.ts';

export type BuildState =
  | { readonly status: 'none' }
  | {
      readonly status: 'running';
      /** Asked to stop; the batch under way is finished first. */
      readonly stopping?: 'pause' | 'cancel';
      readonly runId: number;
      readonly parameters: IndexParameters;
      readonly progress?: IndexProgress;
    }
  | { readonly status: 'failed'; readonly parameters: IndexParameters; readonly error: Error }
  | { readonly status: 'finished'; readonly parameters: IndexParameters; readonly index: IndexSummary };

export type BuildAction =
  | { readonly type: 'started'; readonly runId: number; readonly parameters: IndexParameters }
  | { readonly type: 'progressed'; readonly runId: number; readonly progress: IndexProgress }
  | { readonly type: 'stopAsked'; readonly how: 'pause' | 'cancel' }
  /** Paused or cancelled: what is left of it is listed among the unfinished builds, or gone. */
  | { readonly type: 'stopped'; readonly runId: number }
  | { readonly type: 'failed'; readonly runId: number; readonly error: Error }
  | { readonly type: 'finished'; readonly runId: number; readonly index: IndexSummary }
  | { readonly type: 'dismissed' };

export const NO_BUILD: BuildState = { status: 'none' };

/** Ignores what does not fit: progress may arrive after the end, or from a run before this one. */
export function reduceBuild(state: BuildState, action: BuildAction): BuildState {
  switch (action.type) {
    case 'started':
      return { status: 'running', runId: action.runId, parameters: action.parameters };
    case 'dismissed':
      return state.status === 'running' ? state : NO_BUILD;
  }
  if (state.status !== 'running') return state;
  if (action.type === 'stopAsked') return state.stopping ? state : { ...state, stopping: action.how };
  if (action.runId !== state.runId) return state;
  const { parameters } = state;
  switch (action.type) {
    case 'progressed':
      return { ...state, progress: action.progress };
    case 'stopped':
      return NO_BUILD;
    case 'failed':
      return { status: 'failed', parameters, error: action.error };
    case 'finished':
      return { status: 'finished', parameters, index: action.index };
  }
}

/** Same values, same index: this is how an unfinished build is recognised, here as in the engine. */
export function sameParameters(a: IndexParameters, b: IndexParameters): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
