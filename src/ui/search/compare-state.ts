/** One comparison of methods over the test queries, as data. */
import type { CompareReport, JobProgress } from '../../workers/client.ts';

export interface CompareState {
  readonly status: 'idle' | 'running';
  /** Counts the comparisons; answers to any other one are not let in. */
  readonly runId: number;
  readonly progress?: JobProgress;
  /** The last one that was finished; it stays while another one runs. */
  readonly report?: CompareReport;
  readonly error?: Error;
}

export type CompareAction =
  | { readonly type: 'started'; readonly runId: number }
  | { readonly type: 'progressed'; readonly runId: number; readonly progress: JobProgress }
  | { readonly type: 'finished'; readonly runId: number; readonly report: CompareReport }
  /** Cancelled, or failed with an error. */
  | { readonly type: 'stopped'; readonly runId: number; readonly error?: Error };

export const NO_COMPARISON: CompareState = { status: 'idle', runId: 0 };

/** Progress may arrive after the end, or from a comparison before this one. */
export function reduceCompare(state: CompareState, action: CompareAction): CompareState {
  const { runId } = action;
  const { report } = state;
  const kept = { runId, ...(report && { report }) };
  if (action.type === 'started') return runId > state.runId ? { ...kept, status: 'running' } : state;
  if (state.status !== 'running' || runId !== state.runId) return state;
  switch (action.type) {
    case 'progressed':
      return { ...state, progress: action.progress };
    case 'finished':
      return { status: 'idle', runId, report: action.report };
    case 'stopped':
      return { ...kept, status: 'idle', ...(action.error && { error: action.error }) };
  }
}
