/** The one cost measurement that may be under way, as data. */
import type { CostPoint, CostProgress, CostReport, CostRequest } from '../../workers/client.ts';

export type CostState =
  | { readonly status: 'none' }
  | {
      readonly status: 'running';
      /** Asked to stop; the batch under way is finished first. */
      readonly stopping: boolean;
      readonly runId: number;
      readonly request: CostRequest;
      readonly points: readonly CostPoint[];
      readonly progress?: CostProgress;
    }
  /** `report`: what is stored now; absent when that could not be read. */
  | {
      readonly status: 'ended';
      readonly request: CostRequest;
      readonly report?: CostReport;
      readonly error?: Error;
    };

export type CostAction =
  | {
      readonly type: 'started';
      readonly runId: number;
      readonly request: CostRequest;
      /** Measured before for the same request. */
      readonly points: readonly CostPoint[];
    }
  | { readonly type: 'progressed'; readonly runId: number; readonly progress: CostProgress }
  | { readonly type: 'stopAsked' }
  /** Complete, stopped, or failed with an error. */
  | { readonly type: 'ended'; readonly runId: number; readonly report?: CostReport; readonly error?: Error };

export const NO_COST: CostState = { status: 'none' };

/** Ignores what does not fit: progress may arrive after the end, or from a run before this one. */
export function reduceCost(state: CostState, action: CostAction): CostState {
  if (action.type === 'started') {
    const { runId, request, points } = action;
    return { status: 'running', stopping: false, runId, request, points };
  }
  if (state.status !== 'running') return state;
  if (action.type === 'stopAsked') return { ...state, stopping: true };
  if (action.runId !== state.runId) return state;
  if (action.type === 'progressed') {
    const { progress } = action;
    // What comes before the first scoring reports no points.
    const points = progress.points.length > state.points.length ? progress.points : state.points;
    return { ...state, points, progress };
  }
  const { report, error } = action;
  return { status: 'ended', request: state.request, ...(report && { report }), ...(error && { error }) };
}
