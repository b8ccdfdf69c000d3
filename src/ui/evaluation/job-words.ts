import type { EvaluationJob } from './evaluation-state.ts';

/** What the work is called on screen. */
export function jobName(job: EvaluationJob): string {
  return job.kind === 'rankings' ? 'Exact rankings' : `Experiment “${job.request.name}”`;
}
