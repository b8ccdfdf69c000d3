import type { SourceQuery } from '../core/records.ts';
import { openNearDuplicates } from './near-duplicates.ts';

/** Train queries that a corpus also tests with: what is measured on those says nothing of new queries. */
export interface QueryOverlap {
  /** Train queries that equal, or nearly equal, a query marked for something else than training. */
  readonly count: number;
  /** The first few. */
  readonly examples: readonly { readonly trainText: string; readonly testText: string }[];
}

const EXAMPLE_COUNT = 3;

/** Compares train queries with the corpus's queries that are marked test, dev, or anything but train. */
export function findQueryOverlap(
  trainTexts: readonly string[],
  queries: readonly SourceQuery[],
): QueryOverlap {
  const testTexts = queries.filter(({ split }) => split !== '' && split !== 'train').map(({ text }) => text);
  const tested = openNearDuplicates(testTexts);
  testTexts.forEach((text, position) => {
    tested.add(text, position);
  });
  const overlaps = trainTexts.flatMap((trainText) => {
    const position = tested.find(trainText);
    return position === undefined ? [] : [{ trainText, testText: testTexts[position] }];
  });
  return { count: overlaps.length, examples: overlaps.slice(0, EXAMPLE_COUNT) };
}
