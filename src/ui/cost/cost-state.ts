/** The one cost measurement that may be under way, as data. */
import type { CostPoint, CostProgress, CostRequest, EngineClient } from '../../workers/client.ts';

export type CostClient = Pick<EngineClient, 'measureCost'>;

/** What is measured, and with what: an error says nothing about other models or another state of the corpus. */
export interface CostSubject {
  readonly client: CostClient;
  readonly corpusHash: string;
  readonly request: CostRequest;
}

export type CostState =
  | { readonly status: 'none' }
  | {
      readonly status: 'running';
      /** Asked to stop; the batch under way is finished first. */
      readonly stopping: boolean;
      readonly runId: number;
      readonly subject: CostSubject;
      readonly points: readonly CostPoint[];
      readonly progress?: CostProgress;
    }
  /** What it measured is stored, so that only why it failed is held here. */
  | { readonly status: 'ended'; readonly subject: CostSubject; readonly error?: Error };

export type CostAction =
  | {
      readonly type: 'started';
      readonly runId: number;
      readonly subject: CostSubject;
      /** Measured before for the same request. */
      readonly points: readonly CostPoint[];
    }
  | { readonly type: 'progressed'; readonly runId: number; readonly progress: CostProgress }
  | { readonly type: 'stopAsked' }
  /** Complete, stopped, or failed with an error. */
  | { readonly type: 'ended'; readonly runId: number; readonly error?: Error };

export const NO_COST: CostState = { status: 'none' };

/** Ignores what does not fit: progress may arrive after the end, or from a run before this one. */
export function reduceCost(state: CostState, action: CostAction): CostState {
  if (action.type === 'started') {
    const { runId, subject, points } = action;
    return { status: 'running', stopping: false, runId, subject, points };
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
  const { error } = action;
  return { status: 'ended', subject: state.subject, ...(error && { error }) };
}
