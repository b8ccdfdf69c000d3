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

const MEASURES_AT_K = ['ndcg', 'recall', 'precision', 'success'] as const;

export type RelevanceMeasureName = `${(typeof MEASURES_AT_K)[number]}@${number}` | 'map' | 'mrr';

/** What `relevanceMeasures` gives, in its order: each measure with a cut at every k, then those of the whole ranking. */
export function relevanceMeasureNames(ks: readonly number[]): RelevanceMeasureName[] {
  return [...MEASURES_AT_K.flatMap((measure) => ks.map((k) => `${measure}@${k}` as const)), 'map', 'mrr'];
}

/**
 * All measures of a ranking at once, each 0..1, in the order of `relevanceMeasureNames(ks)`; places count from 1.
 * - ndcg@k: linear gains (trec_eval's `ndcg_cut_k`): the sum of grade / log2(place + 1) over the first k places, divided
 *   by that of the best possible ranking;
 * - recall@k (`recall_k`): the share of the relevant documents that is among the first k;
 * - precision@k (`P_k`): relevant documents among the first k, divided by k, however few are ranked;
 * - success@k (`success_k`): 1 where one of the first k is relevant;
 * - map: average precision (`map`): the mean over the relevant documents of precision at their place, 0 for one that is
 *   not ranked;
 * - mrr: the reciprocal rank (`recip_rank`): 1 / place of the first relevant document, 0 without one.
 *
 * Here no docRow may be ranked twice at all.
 */
export function relevanceMeasures(ranking: Uint32Array, grades: Grades, ks: readonly number[]): Float64Array {
  for (const k of ks) checkInteger('k', k, 1);
  checkDifferent(ranking);
  const values = new Float64Array(MEASURES_AT_K.length * ks.length + 2);
  const ideal = relevantGrades(grades);
  if (ideal.length === 0) return values;

  // Of the first n places, at n.
  const gains = new Float64Array(ranking.length + 1);
  const relevant = new Uint32Array(ranking.length + 1);
  let precisions = 0;
  let firstPlace = 0;
  for (let place = 1; place <= ranking.length; place++) {
    const grade = Math.max(grades.get(ranking[place - 1]) ?? 0, 0);
    gains[place] = gains[place - 1] + grade / Math.log2(place + 1);
    relevant[place] = relevant[place - 1];
    if (grade === 0) continue;
    relevant[place] += 1;
    precisions += relevant[place] / place;
    firstPlace ||= place;
  }

  ks.forEach((k, i) => {
    const ranked = Math.min(k, ranking.length);
    values[i] = gains[ranked] / discountedGain(ideal, k);
    values[ks.length + i] = relevant[ranked] / ideal.length;
    values[2 * ks.length + i] = relevant[ranked] / k;
    values[3 * ks.length + i] = relevant[ranked] > 0 ? 1 : 0;
  });
  values[values.length - 2] = precisions / ideal.length;
  values[values.length - 1] = firstPlace === 0 ? 0 : 1 / firstPlace;
  return values;
}

/** nDCG@k alone. */
export function ndcg(ranking: Uint32Array, grades: Grades, k: number): number {
  return ofFirst(ranking, grades, k)[0];
}

/** Recall@k alone. */
export function relevantRecall(ranking: Uint32Array, grades: Grades, k: number): number {
  return ofFirst(ranking, grades, k)[1];
}

/** The reciprocal rank, 0 when nothing relevant is among the first k. Its mean over queries is MRR@k. */
export function reciprocalRank(ranking: Uint32Array, grades: Grades, k: number): number {
  return ofFirst(ranking, grades, k)[MEASURES_AT_K.length + 1];
}

function ofFirst(ranking: Uint32Array, grades: Grades, k: number): Float64Array {
  return relevanceMeasures(ranking.subarray(0, k), grades, [k]);
}

function checkDifferent(ranking: Uint32Array): void {
  const seen = new Set<number>();
  for (const docRow of ranking) {
    if (seen.has(docRow)) {
      throw new XennError(
        'InvalidArgumentError',
        `A ranking must name each docRow once, but has ${docRow} twice.`,
      );
    }
    seen.add(docRow);
  }
}

/** Positive grades, the highest first. */
function relevantGrades(grades: Grades): Float64Array {
  const positive: number[] = [];
  for (const grade of grades.values()) if (grade > 0) positive.push(grade);
  return Float64Array.from(positive).sort().reverse();
}

function discountedGain(grades: Float64Array, k: number): number {
  let sum = 0;
  const ranked = Math.min(k, grades.length);
  for (let i = 0; i < ranked; i++) sum += grades[i] / Math.log2(i + 2);
  return sum;
}
