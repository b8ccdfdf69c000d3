import { XennError } from '../core/errors.ts';
import type { SourceQuery } from '../core/records.ts';
import { seededOrder } from './seeded-order.ts';
import { isTestHalf } from './test-half.ts';

/** A text to search for; of several queries with the same text the first. */
export interface TestQuery {
  readonly queryId: string;
  /** Trimmed: scores are stored under it. */
  readonly text: string;
}

/**
 * Queries to measure with: those marked test, else those marked dev, else the half of the unmarked ones that never trains;
 * in the corpus's order, each text once. Throws InvalidArgumentError when there are none.
 */
export function testQueriesOf(queries: readonly SourceQuery[]): TestQuery[] {
  const marked = (wanted: string) => queries.filter(({ split }) => split === wanted);
  const unmarked = marked('').filter(({ text }) => isTestHalf(text));
  const candidates = [marked('test'), marked('dev'), unmarked].find(({ length }) => length > 0);
  if (!candidates) {
    throw new XennError(
      'InvalidArgumentError',
      'Expected queries to measure recall with, found none: this corpus came without queries, or all of them are ' +
        'marked for training. Under Evaluate, add queries or make some from the documents.',
    );
  }
  const byText = new Map<string, TestQuery>();
  for (const { id, text } of candidates) {
    const trimmed = text.trim();
    if (!byText.has(trimmed)) byText.set(trimmed, { queryId: id, text: trimmed });
  }
  return [...byText.values()];
}

/**
 * Of the test queries the first `count` in the seeded order, in the corpus's order: of more queries, fewer are part. Throws
 * InvalidArgumentError when there are none.
 */
export function chooseTestQueries(queries: readonly SourceQuery[], count: number, seed: number): TestQuery[] {
  const candidates = testQueriesOf(queries);
  const texts = candidates.map(({ text }) => text);
  const chosen = new Set(seededOrder(texts, seed).slice(0, count));
  return candidates.filter((_, position) => chosen.has(position));
}
