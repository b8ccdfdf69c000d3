import type { IndexSummary } from '../../core/index-records.ts';
import { formatLoss } from '../shared/format.ts';

/** Root mean square errors in units of the cross-encoder's scores. */
export interface HeldOutError {
  /** Of the vectors that training started from. */
  readonly before: number;
  readonly after: number;
}

/**
 * In units that indexes share: each scales the scores in its own way (A.4), so what is measured on scaled scores is
 * divided by beta. Undefined where nothing was held out.
 */
export function heldOutError(index: IndexSummary): HeldOutError | undefined {
  const { heldOutRmseBefore: before, heldOutRmseAfter: after, scoreScale } = index;
  if (before === undefined || after === undefined) return undefined;
  return { before: before / scoreScale.beta, after: after / scoreScale.beta };
}

/** '0.6000 → 0.4500 (−25 %)' */
export function heldOutText({ before, after }: HeldOutError): string {
  const change = Math.round((after / before - 1) * 100);
  const sign = change > 0 ? '+' : '−';
  return `${formatLoss(before)} → ${formatLoss(after)} (${change === 0 ? '' : sign}${Math.abs(change)} %)`;
}
