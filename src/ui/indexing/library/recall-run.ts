/** The one measurement of recall that may be under way, as data. */
import type { JobProgress } from '../../../workers/client.ts';

export type RecallRun =
  | { readonly status: 'idle' }
  | { readonly status: 'failed'; readonly corpusId: string; readonly error: Error }
  | {
      readonly status: 'running';
      readonly corpusId: string;
      readonly cancelling: boolean;
      readonly progress?: JobProgress;
    };

export type RecallAction =
  | { readonly type: 'started'; readonly corpusId: string }
  | { readonly type: 'progressed'; readonly progress: JobProgress }
  | { readonly type: 'cancelAsked' }
  /** Measured, or cancelled; with an error: failed. */
  | { readonly type: 'ended'; readonly error?: Error };

export const NO_RECALL_RUN: RecallRun = { status: 'idle' };

/** Progress may arrive after the end; it is ignored then. */
export function reduceRecallRun(run: RecallRun, action: RecallAction): RecallRun {
  if (action.type === 'started') return { status: 'running', corpusId: action.corpusId, cancelling: false };
  if (run.status !== 'running') return run;
  switch (action.type) {
    case 'progressed':
      return { ...run, progress: action.progress };
    case 'cancelAsked':
      return { ...run, cancelling: true };
    case 'ended':
      return action.error ? { status: 'failed', corpusId: run.corpusId, error: action.error } : NO_RECALL_RUN;
  }
}
