import { XennError } from '../core/errors.ts';
import type { SourceQuery } from '../core/records.ts';
import { seededOrder } from './seeded-order.ts';
import { isTestHalf } from './test-half.ts';

/**
 * Queries to measure recall with: those marked test, else those marked dev, else the half of the unmarked ones that never
 * trains; of many the first `count` in the seeded order, in the corpus's order. Throws InvalidArgumentError when there are none.
 */
export function chooseTestQueries(queries: readonly SourceQuery[], count: number, seed: number): string[] {
  const marked = (wanted: string) => queries.filter(({ split }) => split === wanted);
  const unmarked = marked('').filter(({ text }) => isTestHalf(text));
  const candidates = [marked('test'), marked('dev'), unmarked].find(({ length }) => length > 0);
  if (!candidates) {
    throw new XennError(
      'InvalidArgumentError',
      'Expected queries to measure recall with, found none: this corpus came without queries, or all of them are ' +
        'marked for training. Import a queries.jsonl with queries of the test split.',
    );
  }
  const texts = [...new Set(candidates.map(({ text }) => text.trim()))];
  const chosen = new Set(seededOrder(texts, seed).slice(0, count));
  return texts.filter((_, position) => chosen.has(position));
}
