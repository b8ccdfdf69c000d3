import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { CorpusDetails, EngineClient, IndexPlanSummary } from '../../../workers/client.ts';
import { type Loaded, useLoaded } from '../../shared/use-loaded.ts';
import { parametersOf } from './draft-parameters.ts';
import { draftProblems } from './draft-problems.ts';
import type { IndexDraft } from './index-draft.ts';

const TYPING_MS = 400;

/**
 * Plans the draft once typing has paused, and again when the corpus details are read again: more scores may be stored
 * then. Typing on cancels the plan under way. Idle while the draft has problems; a plan shown always fits the draft
 * given.
 */
export function usePlan(
  client: EngineClient,
  draft: IndexDraft,
  details: CorpusDetails,
): Loaded<IndexPlanSummary> {
  const [settled] = useDebouncedValue(draft, TYPING_MS);
  const isTyping = settled !== draft;
  const plan = useLoaded(
    useMemo(() => {
      if (isTyping) return undefined;
      if (Object.keys(draftProblems(settled, details)).length > 0) return undefined;
      const parameters = parametersOf(settled, details.corpus.corpusId);
      return (signal: AbortSignal) => client.planIndex(parameters, { signal });
    }, [client, isTyping, settled, details]),
  );
  return isTyping ? { ...plan, loading: true } : plan;
}
