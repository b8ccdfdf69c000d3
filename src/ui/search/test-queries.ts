import type { StoredQuery } from '../../workers/client.ts';

export interface TestQueries {
  /** At most: of unmarked queries, about half may have been trained on and do not count. */
  readonly most: number;
  readonly split: 'test' | 'dev' | 'unmarked';
}

/** Which of a corpus's queries methods can be compared on; undefined where there are none. */
export function testQueriesOf(queries: readonly StoredQuery[]): TestQueries | undefined {
  for (const split of ['test', 'dev', 'unmarked'] as const) {
    const wanted = split === 'unmarked' ? '' : split;
    const texts = new Set(queries.filter((query) => query.split === wanted).map(({ text }) => text.trim()));
    if (texts.size > 0) return { most: texts.size, split };
  }
  return undefined;
}
