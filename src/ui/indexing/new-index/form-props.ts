import type { CorpusDetails } from '../../../workers/client.ts';
import type { DraftProblems } from './draft-problems.ts';
import type { IndexDraft } from './index-draft.ts';

/** What each part of the form is given. */
export interface FormProps {
  readonly draft: IndexDraft;
  readonly problems: DraftProblems;
  readonly details: CorpusDetails;
  readonly edit: (change: Partial<IndexDraft>) => void;
}
