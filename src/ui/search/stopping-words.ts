import { formatCountOf } from '../shared/format.ts';
import type { RunView } from './run-view.ts';

/** What the stopping rule asked for, and what came of it. */
export function stoppingWords({ request, rounds, result, status }: RunView): string {
  const { stopping } = request.method;
  if (!stopping) return 'No stopping rule was set: every round ran.';
  const asked = `Asked for: ${stopping.confidence} that the top ${stopping.k} are complete (dashed line).`;
  if (!result) {
    return status === 'running' || status === 'waiting'
      ? asked
      : `${asked} The search ended before it could tell.`;
  }
  const last = rounds[rounds.length - 1];
  const saved =
    Math.min(request.budget, request.method.shortlist ?? result.itemCount, result.itemCount) -
    last.scorerCalls;
  return rounds.length < result.plannedRounds
    ? `${asked} Stopped after round ${last.index} of ${result.plannedRounds}: ${formatCountOf(saved, 'call')} of the budget saved.`
    : `${asked} Not stopped early: all ${formatCountOf(rounds.length, 'round')} ran.`;
}
