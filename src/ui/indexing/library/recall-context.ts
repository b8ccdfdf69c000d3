import { createContext, use } from 'react';
import type { RecallRun } from './recall-run.ts';
import type { RecallRequest } from './run-recall.ts';

/** Measuring recall, whichever screen or corpus is open. */
export interface RecallControl {
  readonly run: RecallRun;
  readonly start: (request: RecallRequest) => void;
  /** Scores computed so far are kept. */
  readonly cancel: () => void;
}

export const RecallContext = createContext<RecallControl | undefined>(undefined);

export function useRecall(): RecallControl {
  const control = use(RecallContext);
  if (!control) throw new Error('useRecall was called outside a RecallProvider.');
  return control;
}
