import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { CorpusDetails, CostPlan, EngineClient } from '../../workers/client.ts';
import { type Loaded, useLoaded } from '../shared/use-loaded.ts';
import type { CostDraft } from './cost-draft.ts';
import { costProblems, requestOf } from './cost-request.ts';

const TYPING_MS = 400;

/**
 * Plans the draft once typing has paused, and again when the corpus details are read again: more scores may be stored
 * then. Typing on cancels the plan under way. Idle while the draft has problems; a plan shown always fits the draft
 * given.
 */
export function useCostPlan(
  client: EngineClient,
  draft: CostDraft,
  details: CorpusDetails,
): Loaded<CostPlan> {
  const [settled] = useDebouncedValue(draft, TYPING_MS);
  const isTyping = settled !== draft;
  const plan = useLoaded(
    useMemo(() => {
      if (isTyping) return undefined;
      if (Object.keys(costProblems(settled, details)).length > 0) return undefined;
      const request = requestOf(settled, details.corpus.corpusId);
      return (signal: AbortSignal) => client.planCost(request, { signal });
    }, [client, isTyping, settled, details]),
  );
  return isTyping ? { ...plan, loading: true } : plan;
}
