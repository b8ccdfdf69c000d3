import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import reference from './fixtures/trec-eval-reference.json';
import {
  type Grades,
  ndcg,
  reciprocalRank,
  relevanceMeasureNames,
  relevanceMeasures,
  relevantRecall,
} from './relevance-metrics.ts';

const GRADED: [number, number][] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [4, 0],
  [9, 2],
];

/**
 * pytrec_eval-terrier 0.5.11 (trec_eval 9), with grades as {'1': 1, ...} and a run whose scores fall by place:
 * RelevanceEvaluator({'q': grades}, {'ndcg_cut.K', 'recall.K'}).evaluate({'q': run}), and
 * RelevanceEvaluator({'q': grades}, {'recip_rank'}) on the run's first K.
 */
const REFERENCE: {
  name: string;
  grades: [number, number][];
  ranking: number[];
  k: number;
  expected: [ndcg: number, recall: number, reciprocalRank: number];
}[] = [
  {
    name: 'two relevant of four, fewer ranked than k',
    grades: [
      [3, 1],
      [8, 1],
    ],
    ranking: [5, 3, 1, 8],
    k: 10,
    expected: [0.6509209298071326, 1, 0.5],
  },
  {
    name: 'grades 0 to 3, one not judged, one not found',
    grades: GRADED,
    ranking: [4, 2, 7, 3, 1, 6],
    k: 10,
    expected: [0.516596110223483, 0.75, 0.5],
  },
  {
    name: 'the same, cut off',
    grades: GRADED,
    ranking: [4, 2, 7, 3, 1, 6],
    k: 3,
    expected: [0.23981246656813146, 0.25, 0.5],
  },
  {
    name: 'more relevant than k',
    grades: Array.from({ length: 12 }, (_, docRow): [number, number] => [docRow, 1 + (docRow % 3)]),
    ranking: [0, 20, 5, 2, 11, 21, 1],
    k: 5,
    expected: [0.5855144200383015, 1 / 3, 1],
  },
  {
    name: 'negative grades are no gain and no loss',
    grades: [
      [1, -1],
      [2, 1],
      [3, -2],
      [4, 2],
    ],
    ranking: [1, 3, 2, 4],
    k: 10,
    expected: [0.5174418337467067, 1, 1 / 3],
  },
  { name: 'only documents not judged', grades: [[1, 1]], ranking: [50, 51], k: 10, expected: [0, 0, 0] },
  {
    name: 'nothing relevant',
    grades: [
      [1, 0],
      [2, 0],
    ],
    ranking: [1, 2],
    k: 10,
    expected: [0, 0, 0],
  },
];

describe('agreement with trec_eval', () => {
  it.each(REFERENCE)('$name', ({ grades, ranking, k, expected }) => {
    const rows = Uint32Array.from(ranking);
    const judged: Grades = new Map(grades);
    expect(ndcg(rows, judged, k)).toBeCloseTo(expected[0], 12);
    expect(relevantRecall(rows, judged, k)).toBeCloseTo(expected[1], 12);
    expect(reciprocalRank(rows, judged, k)).toBeCloseTo(expected[2], 12);
  });

  it.each(reference.cases)('of all measures at once: $name', ({ ranking, grades, measures }) => {
    const judged: Grades = new Map(grades.map(([docRow, grade]) => [docRow, grade]));
    const values = relevanceMeasures(Uint32Array.from(ranking), judged, reference.ks);
    const names = relevanceMeasureNames(reference.ks);
    expect(names).toEqual(Object.keys(measures));
    Object.values(measures).forEach((expected, i) => {
      expect(values[i], names[i]).toBeCloseTo(expected, 12);
    });
  });
});

const judgedRanking = fc.record({
  ranking: fc.uniqueArray(fc.nat(30), { maxLength: 30 }),
  grades: fc.uniqueArray(fc.tuple(fc.nat(30), fc.integer({ min: -2, max: 4 })), { selector: ([row]) => row }),
  k: fc.integer({ min: 1, max: 40 }),
});

describe('for any ranking', () => {
  it('the best order has nDCG 1 where anything is relevant, and no order more', () => {
    fc.assert(
      fc.property(judgedRanking, ({ ranking, grades, k }) => {
        const judged = new Map(grades);
        const best = grades.toSorted((a, b) => b[1] - a[1]).map(([docRow]) => docRow);
        const isAnyRelevant = grades.some(([, grade]) => grade > 0);
        expect(ndcg(Uint32Array.from(best), judged, k)).toBeCloseTo(isAnyRelevant ? 1 : 0, 12);
        expect(ndcg(Uint32Array.from(ranking), judged, k)).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { seed: 1 },
    );
  });

  it('several ks at once are the same as one by one, in any order', () => {
    fc.assert(
      fc.property(judgedRanking, fc.array(fc.integer({ min: 1, max: 40 })), ({ ranking, grades }, ks) => {
        const judged = new Map(grades);
        const rows = Uint32Array.from(ranking);
        const values = relevanceMeasures(rows, judged, ks);
        expect(values).toHaveLength(relevanceMeasureNames(ks).length);
        ks.forEach((k, i) => {
          const alone = relevanceMeasures(rows, judged, [k]);
          for (let measure = 0; measure < 4; measure++)
            expect(values[measure * ks.length + i]).toBe(alone[measure]);
        });
      }),
      { seed: 1 },
    );
  });

  it('only the first k places count', () => {
    fc.assert(
      fc.property(judgedRanking, ({ ranking, grades, k }) => {
        const judged = new Map(grades);
        const whole = Uint32Array.from(ranking);
        for (const measure of [ndcg, relevantRecall, reciprocalRank]) {
          expect(measure(whole, judged, k)).toBe(measure(whole.slice(0, k), judged, k));
        }
      }),
      { seed: 1 },
    );
  });
});

describe('refusals', () => {
  it.each([ndcg, relevantRecall, reciprocalRank])(
    '%o refuses k = 0 and a document ranked twice',
    (measure) => {
      expect(() => measure(Uint32Array.of(1), new Map(), 0)).toThrow(
        'k must be a whole number of at least 1, but is 0.',
      );
      expect(() => measure(Uint32Array.of(4, 7, 4), new Map(), 3)).toThrow(
        'A ranking must name each docRow once, but has 4 twice.',
      );
    },
  );

  it('are the same for all measures at once, of the whole ranking', () => {
    expect(() => relevanceMeasures(Uint32Array.of(1), new Map(), [1, 0])).toThrow(
      'k must be a whole number of at least 1, but is 0.',
    );
    expect(() => relevanceMeasures(Uint32Array.of(4, 7, 4), new Map(), [1])).toThrow(
      'A ranking must name each docRow once, but has 4 twice.',
    );
  });
});
