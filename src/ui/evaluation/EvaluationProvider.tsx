import { notifications } from '@mantine/notifications';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useReducer, useRef } from 'react';
import { useRoute } from '../shared/route.ts';
import { useWorkspace } from '../shared/workspace.ts';
import { EvaluationContext, type EvaluationControl } from './evaluation-context.ts';
import {
  type EvaluationJob,
  type EvaluationState,
  NO_EVALUATION,
  reduceEvaluation,
} from './evaluation-state.ts';
import { jobName } from './job-words.ts';
import { runEvaluation } from './run-evaluation.ts';

/** Holds the evaluation above the screens, so that it goes on whichever of them is open. */
export function EvaluationProvider({ children }: { children: ReactNode }) {
  const { client, details } = useWorkspace();
  const [state, dispatch] = useReducer(reduceEvaluation, NO_EVALUATION);
  /** Of the job that runs. */
  const controller = useRef<AbortController>(undefined);
  const nextRunId = useRef(1);
  const { reload } = details;

  const start = useCallback(
    (job: EvaluationJob) => {
      // A button's own check may be older than the start of another job.
      if (controller.current) {
        const message = `${jobName(job)}: an evaluation is running, one at a time. Start it again afterwards.`;
        notifications.show({ color: 'red', title: 'Not started', message });
        return;
      }
      controller.current = new AbortController();
      const run = { runId: nextRunId.current++, job, signal: controller.current.signal };
      // Whatever became of it, more scores are stored and the unfinished ones are others then.
      void runEvaluation(client, run, dispatch).then(() => {
        controller.current = undefined;
        reload();
      });
    },
    [client, reload],
  );
  const pause = useCallback(() => {
    dispatch({ type: 'pauseAsked' });
    controller.current?.abort();
  }, []);

  const control = useMemo<EvaluationControl>(
    () => ({ state, start, pause, dismiss: () => dispatch({ type: 'dismissed' }) }),
    [state, start, pause],
  );
  useEndNotice(state);
  return <EvaluationContext value={control}>{children}</EvaluationContext>;
}

/** Says how an evaluation ended when its own screen is not the one that is open. */
function useEndNotice(state: EvaluationState): void {
  const route = useRoute();
  const notify = useEffectEvent(() => {
    if (route === 'evaluate') return;
    if (state.status === 'finished') {
      notifications.show({ title: 'Evaluation finished', message: `${jobName(state.job)}: done.` });
    }
    if (state.status === 'failed') {
      notifications.show({ color: 'red', title: 'The evaluation stopped', message: state.error.message });
    }
  });
  const { status } = state;
  useEffect(() => {
    if (status === 'finished' || status === 'failed') notify();
  }, [status]);
}
