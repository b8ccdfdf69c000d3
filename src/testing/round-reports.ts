import { sortRanking } from '../core/top-k.ts';
import type { RetrievedItem, RoundReport } from '../engine/search-records.ts';

export interface ScoredItem
  extends Partial<Pick<RetrievedItem, 'pickedBy' | 'deviationBefore' | 'ranks' | 'pulls'>> {
  readonly docRow: number;
  readonly exact: number;
  readonly estimate?: number;
}

/** Reports of rounds that scored these items, over a corpus of `itemCount`; estimates are all zero. */
export function makeRounds(batches: readonly (readonly ScoredItem[])[], itemCount: number): RoundReport[] {
  return batches.map((batch, i) => {
    const soFar = batches.slice(0, i + 1).flat();
    const newItems = [...batch].sort((a, b) => b.exact - a.exact).map((item) => retrieved(item, i));
    return {
      index: i + 1,
      newItems,
      queryVector: Float64Array.of(i + 1, 0),
      columnWeights: new Float64Array(0),
      estimates: new Float32Array(itemCount),
      best: sortRanking(
        Uint32Array.from(soFar, ({ docRow }) => docRow),
        Float32Array.from(soFar, ({ exact }) => exact),
      ),
      scorerCalls: soFar.length,
      computedCalls: soFar.length,
      elapsedMs: 10 * soFar.length,
      modelMs: 8 * soFar.length,
    };
  });
}

function retrieved({ docRow, exact, estimate, ...details }: ScoredItem, roundsBefore: number): RetrievedItem {
  return {
    document: { docRow, id: `doc-${docRow}`, title: `Title ${docRow}`, text: `Text ${docRow}` },
    exactScore: exact,
    pickedBy: roundsBefore === 0 ? 'first-stage' : 'greedy',
    ranks: {},
    ...(estimate !== undefined && { estimateBefore: estimate }),
    ...details,
  };
}
