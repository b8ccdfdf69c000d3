import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { type Loaded, useLoaded } from '../shared/use-loaded.ts';

const TYPING_MS = 400;

/**
 * Plans a request once typing has paused. Typing on cancels the plan under way; a plan shown always fits the request
 * given. `request` is another object whenever anything that decides the plan is another: memoise it, and `makePlan` too.
 * Undefined plans nothing.
 */
export function useSettledPlan<Request extends object, Plan>(
  request: Request | undefined,
  makePlan: (request: Request, signal: AbortSignal) => Promise<Plan>,
): Loaded<Plan> {
  const [settled] = useDebouncedValue(request, TYPING_MS);
  const isTyping = settled !== request;
  const plan = useLoaded(
    useMemo(
      () => (isTyping || !settled ? undefined : (signal: AbortSignal) => makePlan(settled, signal)),
      [isTyping, settled, makePlan],
    ),
  );
  return isTyping ? { ...plan, loading: request !== undefined } : plan;
}
