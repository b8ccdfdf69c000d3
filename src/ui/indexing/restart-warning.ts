import type { CostState } from '../cost/cost-state.ts';
import type { BuildState } from './build-state.ts';
import type { RecallRun } from './library/recall-run.ts';

/** Long work that the workers of the models do, at most one running. */
export interface LongWork {
  readonly build: BuildState;
  readonly cost: CostState;
  readonly recall: RecallRun;
}

/**
 * What starting the models anew would end, for the person; undefined when nothing is running. `cause` is what starts
 * them: 'changing the backend'.
 */
export function restartWarning({ build, cost, recall }: LongWork, cause: string): string | undefined {
  if (build.status === 'running') return `An index is being built: ${cause} pauses it.`;
  if (cost.status === 'running') return measurementWarning('The cost of indexing', cause);
  if (recall.status === 'running') return measurementWarning('Recall', cause);
  return undefined;
}

function measurementWarning(measured: string, cause: string): string {
  return `${measured} is being measured: ${cause} stops that. What was scored is kept: measured again with the same models, it goes on from there.`;
}
