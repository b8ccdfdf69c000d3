import type { ExperimentDraft, ExperimentSubject } from './experiment-draft.ts';
import type { ExperimentProblems } from './experiment-problems.ts';

/** What each part of the form is given. */
export interface ExperimentFormProps {
  readonly draft: ExperimentDraft;
  readonly problems: ExperimentProblems;
  readonly subject: ExperimentSubject;
  readonly edit: (change: Partial<ExperimentDraft>) => void;
}
