import { checkInteger } from './check.ts';
import { XennError } from './errors.ts';

/**
 * The judged documents' grades by docRow. From 1 on a document is relevant; 0, less than 0 and not judged at
 * all count the same.
 *
 * The measures here are of one query's ranking, with trec_eval's numbers. A ranking holds docRows, best first,
 * and what ties the caller has put in order (trec_eval sorts by score, ties by document id, the greatest
 * first). A query without a relevant document gets 0 by each of them: who wants it out of a mean leaves it
 * out. k below 1 or a docRow ranked twice among the first k is an InvalidArgumentError.
 */
export type Grades = ReadonlyMap<number, number>;

/**
 * nDCG@k with linear gains (trec_eval's `ndcg_cut_k`), 0..1: the sum of grade / log2(place + 1) over the first
 * k places, places counted from 1, divided by that of the best possible ranking.
 */
export function ndcg(ranking: Uint32Array, grades: Grades, k: number): number {
  const found = firstGrades(ranking, grades, k);
  const best = relevantGrades(grades)
    .sort((a, b) => b - a)
    .slice(0, k);
  return best.length === 0 ? 0 : discountedGain(found) / discountedGain(best);
}

/** Recall@k (trec_eval's `recall_k`), 0..1: the share of the relevant documents that is among the first k. */
export function relevantRecall(ranking: Uint32Array, grades: Grades, k: number): number {
  const found = firstGrades(ranking, grades, k).filter((grade) => grade > 0).length;
  return found === 0 ? 0 : found / relevantGrades(grades).length;
}

/**
 * 1 / place of the first relevant document, places counted from 1; 0 when none is among the first k. Its mean
 * over queries is MRR@k (trec_eval's `recip_rank` of a run cut off after k).
 */
export function reciprocalRank(ranking: Uint32Array, grades: Grades, k: number): number {
  const index = firstGrades(ranking, grades, k).findIndex((grade) => grade > 0);
  return index === -1 ? 0 : 1 / (index + 1);
}

/** Grades of the first k, 0 where there is no positive one. */
function firstGrades(ranking: Uint32Array, grades: Grades, k: number): number[] {
  checkInteger('k', k, 1);
  const first = ranking.subarray(0, k);
  const seen = new Set<number>();
  for (const docRow of first) {
    if (seen.has(docRow)) {
      throw new XennError(
        'InvalidArgumentError',
        `A ranking must name each docRow once, but has ${docRow} twice.`,
      );
    }
    seen.add(docRow);
  }
  return Array.from(first, (docRow) => Math.max(grades.get(docRow) ?? 0, 0));
}

function relevantGrades(grades: Grades): number[] {
  return Array.from(grades.values()).filter((grade) => grade > 0);
}

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
}
