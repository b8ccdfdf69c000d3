import type { CostPoint } from '../../src/engine/records.ts';

/** k_q of the ADACUR index whose recall is to be reached. */
export const ADACUR_ANCHORS = 50;

export interface CallsToReach {
  readonly adacur: CostPoint;
  /** The factorisation with the fewest calls that reaches ADACUR's recall; undefined: none does. */
  readonly cheapest: CostPoint | undefined;
  /** The start space, which takes no calls. */
  readonly start: CostPoint;
}

/** Throws an Error when the points lack the ADACUR index or the start space. */
export function callsToReach(points: readonly CostPoint[]): CallsToReach {
  const adacur = points.find(
    ({ method, trainQueryCount }) => method === 'adacur' && trainQueryCount === ADACUR_ANCHORS,
  );
  const start = points.find(({ method }) => method === 'none');
  if (!adacur || !start) {
    throw new Error(`Expected the start space and ADACUR at ${ADACUR_ANCHORS} anchors among the points.`);
  }
  const [cheapest] = points
    .filter(({ method, recall }) => method.startsWith('mf-') && recall >= adacur.recall)
    .toSorted((a, b) => a.indexCalls - b.indexCalls);
  return { adacur, cheapest, start };
}
