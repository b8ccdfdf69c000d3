import { createContext, use } from 'react';
import type { EvaluationJob, EvaluationState } from './evaluation-state.ts';

/** Exact rankings and experiments, whichever screen is open. */
export interface EvaluationControl {
  readonly state: EvaluationState;
  /** One job at a time: another one is refused, which the person is told. */
  readonly start: (job: EvaluationJob) => void;
  /** What was found is kept, and the work stays listed as unfinished. */
  readonly pause: () => void;
  readonly dismiss: () => void;
}

export const EvaluationContext = createContext<EvaluationControl | undefined>(undefined);

export function useEvaluation(): EvaluationControl {
  const control = use(EvaluationContext);
  if (!control) throw new Error('useEvaluation was called outside an EvaluationProvider.');
  return control;
}
