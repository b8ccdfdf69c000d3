import fc from 'fast-check';
import { expect, it } from 'vitest';
import { topKRecall } from '../core/metrics.ts';
import { createRandom } from '../core/random.ts';
import { sortRanking } from '../core/top-k.ts';
import { exactBest } from './simulate-search.ts';

it('the best rows give the recall that the whole ranking gives, ties and all', () => {
  const scores = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 35 }), fc.nat(1000), (values, k, seed) => {
      const byRow = Float32Array.from(values);
      const allRows = Uint32Array.from(byRow.keys());
      const exact = sortRanking(allRows, byRow);
      const best = exactBest(byRow, k);
      expect(best.docRows).toEqual(exact.docRows.slice(0, best.docRows.length));
      const found = createRandom(seed).sample(values.length, Math.min(k, values.length));
      expect(topKRecall(found, best, k)).toBe(topKRecall(found, exact, k));
    }),
    { seed: 3 },
  );
});

it('a score that is missing is refused', () => {
  expect(() => exactBest(Float32Array.of(1, Number.NaN), 1)).toThrow(
    'A ranking needs numbers, but the score of row 1 is NaN.',
  );
});
