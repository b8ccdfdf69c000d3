/** The one evaluation that may be under way, as data: exact rankings, or an experiment. */
import type {
  ExperimentProgress,
  ExperimentRequest,
  ExperimentStatistics,
  RankingProgress,
  RankingRequest,
} from '../../workers/client.ts';

export type EvaluationJob =
  | { readonly kind: 'rankings'; readonly request: RankingRequest }
  /** `repeats`: the experiment that this one is to be compared with. */
  | { readonly kind: 'experiment'; readonly request: ExperimentRequest; readonly repeats?: string }
  | { readonly kind: 'resumed'; readonly request: ExperimentRequest; readonly experimentId: string };

export type EvaluationState =
  | { readonly status: 'none' }
  | {
      readonly status: 'running';
      /** Asked to stop; what is under way is finished first. */
      readonly stopping: boolean;
      readonly runId: number;
      readonly job: EvaluationJob;
      readonly progress?: RankingProgress | ExperimentProgress;
      /** Known once an experiment has reported. */
      readonly experimentId?: string;
      /** The last that came; most reports bring none. */
      readonly statistics?: ExperimentStatistics;
    }
  | { readonly status: 'failed'; readonly job: EvaluationJob; readonly error: Error }
  | {
      readonly status: 'finished';
      readonly job: EvaluationJob;
      /** Absent: exact rankings. */
      readonly experimentId?: string;
    };

export type EvaluationAction =
  | { readonly type: 'started'; readonly runId: number; readonly job: EvaluationJob }
  | {
      readonly type: 'progressed';
      readonly runId: number;
      readonly progress: RankingProgress | ExperimentProgress;
    }
  | { readonly type: 'pauseAsked' }
  /** Paused: what is left of it is listed as unfinished. */
  | { readonly type: 'paused'; readonly runId: number }
  | { readonly type: 'failed'; readonly runId: number; readonly error: Error }
  | { readonly type: 'finished'; readonly runId: number; readonly experimentId?: string }
  | { readonly type: 'dismissed' };

export const NO_EVALUATION: EvaluationState = { status: 'none' };

/** Ignores what does not fit: a second job, progress that arrives after the end or from a run before this one. */
export function reduceEvaluation(state: EvaluationState, action: EvaluationAction): EvaluationState {
  switch (action.type) {
    case 'started': {
      if (state.status === 'running') return state;
      const { runId, job } = action;
      return {
        status: 'running',
        stopping: false,
        runId,
        job,
        ...(job.kind === 'resumed' && { experimentId: job.experimentId }),
      };
    }
    case 'dismissed':
      return state.status === 'running' ? state : NO_EVALUATION;
  }
  if (state.status !== 'running') return state;
  if (action.type === 'pauseAsked') return { ...state, stopping: true };
  if (action.runId !== state.runId) return state;
  const { job } = state;
  switch (action.type) {
    case 'progressed': {
      const { progress } = action;
      if (!('experimentId' in progress)) return { ...state, progress };
      const { experimentId, statistics = state.statistics } = progress;
      return { ...state, progress, experimentId, ...(statistics && { statistics }) };
    }
    case 'paused':
      return NO_EVALUATION;
    case 'failed':
      return { status: 'failed', job, error: action.error };
    case 'finished':
      return {
        status: 'finished',
        job,
        ...(action.experimentId !== undefined && { experimentId: action.experimentId }),
      };
  }
}
