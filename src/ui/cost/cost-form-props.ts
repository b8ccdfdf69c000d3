import type { CorpusDetails } from '../../workers/client.ts';
import type { CostDraft } from './cost-draft.ts';
import type { CostProblems } from './cost-request.ts';

/** What each part of the form is given. */
export interface CostFormProps {
  readonly draft: CostDraft;
  readonly problems: CostProblems;
  readonly details: CorpusDetails;
  readonly edit: (change: Partial<CostDraft>) => void;
}
