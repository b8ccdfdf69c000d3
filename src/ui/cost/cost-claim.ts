import type { CostMethod, CostPoint } from '../../workers/client.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';
import { COST_METHOD_NAMES } from './cost-labels.ts';

type IndexPoint = CostPoint & { readonly method: CostMethod };

/**
 * In a sentence, with how few calls a factorisation reaches the recall of the largest ADACUR index, by mean recall of
 * what was measured. Undefined while one of the two is missing.
 */
export function costClaim(points: readonly CostPoint[]): string | undefined {
  const indexes = points.filter(isIndex).sort((a, b) => a.indexCalls - b.indexCalls);
  const adacur = indexes.findLast(({ method }) => method === 'adacur');
  const factorizations = indexes.filter(({ method }) => method !== 'adacur');
  if (!adacur || factorizations.length === 0) return undefined;

  const start = points.find(({ method }) => method === 'none');
  const needsNone = start !== undefined && start.recall >= adacur.recall;
  const goal = `the recall of ADACUR with ${formatCountOf(adacur.trainQueryCount, 'anchor')} (${formatCount(adacur.indexCalls)} calls)`;
  const cheapest = factorizations.find(
    ({ recall, indexCalls }) => recall >= adacur.recall && indexCalls < adacur.indexCalls,
  );
  const claim = cheapest
    ? `${COST_METHOD_NAMES[cheapest.method]} reaches ${goal} with ${formatCountOf(cheapest.indexCalls, 'call')}: ${timesText(adacur.indexCalls / cheapest.indexCalls)} times fewer.`
    : `None of the measured ${namesOf(factorizations)} indexes reaches ${goal} with fewer calls.`;
  return needsNone ? `${claim} The start space reaches it without any index.` : claim;
}

function isIndex(point: CostPoint): point is IndexPoint {
  return point.method !== 'none';
}

function namesOf(points: readonly IndexPoint[]): string {
  return [...new Set(points.map(({ method }) => COST_METHOD_NAMES[method]))].sort().reverse().join(' and ');
}

function timesText(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : formatCount(ratio);
}
