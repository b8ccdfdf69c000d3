import { createContext, use } from 'react';
import type { IndexParameters } from '../../workers/client.ts';
import type { BuildState } from './build-state.ts';

export interface BuildControl {
  readonly state: BuildState;
  /** Begins, or goes on where an unfinished build with the same parameters stopped. */
  readonly start: (parameters: IndexParameters) => void;
  /** What was scored is kept and the build stays listed as unfinished. */
  readonly pause: () => void;
  /** Pauses, then forgets the build; its scores are kept. */
  readonly cancel: () => void;
  readonly dismiss: () => void;
}

export const BuildContext = createContext<BuildControl | undefined>(undefined);

export function useBuild(): BuildControl {
  const control = use(BuildContext);
  if (!control) throw new Error('useBuild was called outside a BuildProvider.');
  return control;
}
