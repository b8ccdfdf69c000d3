import { createContext, use } from 'react';
import type { CorpusSummary } from '../../core/records.ts';
import type { CostPoint, CostRequest } from '../../workers/client.ts';
import type { CostState } from './cost-state.ts';

/** Measuring the cost of indexing, whichever screen is open. */
export interface CostControl {
  readonly state: CostState;
  /** Begins on this state of the corpus, or goes on after `points`, measured before for the same request. */
  readonly start: (corpus: CorpusSummary, request: CostRequest, points: readonly CostPoint[]) => void;
  /** What was scored and measured is kept. */
  readonly stop: () => void;
}

export const CostContext = createContext<CostControl | undefined>(undefined);

export function useCost(): CostControl {
  const control = use(CostContext);
  if (!control) throw new Error('useCost was called outside a CostProvider.');
  return control;
}
