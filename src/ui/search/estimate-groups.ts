/** What of a round is drawn against exact scores. */
import type { Ranking } from '../../core/types.ts';
import { formatCount, formatCountOf } from '../shared/format.ts';
import {
  type EstimateRow,
  estimatesAfter,
  estimatesBefore,
  HEAD_COUNT,
  rmseOf,
  thinOut,
} from './estimate-rows.ts';
import { formatScore } from './format-score.ts';
import type { RoundView } from './run-view.ts';

export interface EstimateGroup {
  readonly name: 'batch' | 'head' | 'tail';
  readonly label: string;
  /** Never so many that drawing them takes long. */
  readonly rows: readonly EstimateRow[];
}

const DOT_LIMIT = 1500;

/** With the exact ranking: head and tail after the round, the tail first, so that the head lies on top; otherwise its batch. */
export function estimateGroups(round: RoundView, exact: Ranking | undefined): EstimateGroup[] {
  if (!exact) {
    const batch = estimatesBefore(round);
    const label = `batch of round ${round.index}, before it was scored${drawnPart(batch.length)}`;
    return batch.length > 0 ? [{ name: 'batch', label, rows: thinOut(batch, DOT_LIMIT) }] : [];
  }
  const itemCount = exact.docRows.length;
  const head = estimatesAfter(round, exact, 0, HEAD_COUNT, HEAD_COUNT);
  const tail = estimatesAfter(round, exact, HEAD_COUNT, itemCount, DOT_LIMIT);
  const groups: EstimateGroup[] = [
    {
      name: 'tail',
      label: `tail: exact ranks ${HEAD_COUNT + 1} to ${formatCount(itemCount)}${drawnPart(itemCount - HEAD_COUNT)}`,
      rows: tail,
    },
    { name: 'head', label: `head: the exact top ${Math.min(HEAD_COUNT, itemCount)}`, rows: head },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

/** The errors of the round in a sentence, and of which items they are. */
export function errorWords(round: RoundView, exact: Ranking | undefined): string {
  if (!exact) {
    const rmse = rmseOf(estimatesBefore(round));
    const said =
      rmse === undefined ? '' : `Root mean square error of this batch’s estimates: ${formatScore(rmse, 2)}. `;
    return `${said}Of the batch only, and so of items that were expected to be good: all others take the exact ranking.`;
  }
  const { headError, tailError, index } = round;
  if (headError === undefined) return `The errors after round ${index} are not known.`;
  const head = `Root mean square error after round ${index}: ${formatScore(headError, 2)} over the exact top ${Math.min(HEAD_COUNT, exact.docRows.length)} (head)`;
  return tailError === undefined
    ? `${head}.`
    : `${head}, ${formatScore(tailError, 2)} over all others (tail).`;
}

function drawnPart(count: number): string {
  return count > DOT_LIMIT ? ` (${formatCount(DOT_LIMIT)} of ${formatCountOf(count, 'item')} drawn)` : '';
}
