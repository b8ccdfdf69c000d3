import type { RankingPlan } from '../../../workers/client.ts';
import type { TestQueries } from '../../search/test-queries.ts';
import { formatCount, formatCountOf } from '../../shared/format.ts';
import type { Loaded } from '../../shared/use-loaded.ts';
import { judgedText } from '../rankings/ranking-text.ts';

const SPLIT_WORDS: Readonly<Record<TestQueries['split'], string>> = {
  test: 'marked test',
  dev: 'marked dev, as none is marked test',
  unmarked: 'of those without a mark, the half that no index is trained on',
};

/**
 * How many test queries there are and how many of them somebody judged. `plan` is of all test queries; without it, the
 * counts that need it are left out.
 */
export function testQueriesText(
  testQueries: TestQueries | undefined,
  queryCount: number,
  judgementCount: number,
  { value: plan, loading }: Pick<Loaded<RankingPlan>, 'value' | 'loading'>,
): string {
  if (!testQueries) {
    return queryCount === 0
      ? 'This corpus has no queries. Add a file of them, or make some from the documents.'
      : `No test query: all ${formatCount(queryCount)} of this corpus are marked for training. Add a file of others, or make some from the documents.`;
  }
  const split = SPLIT_WORDS[testQueries.split];
  if (!plan) return loading ? `Counting test queries (${split}) …` : `Test queries: ${split}.`;
  const { availableCount, judgedQueryCount } = plan;
  const queries = `${formatCountOf(availableCount, 'test query', 'test queries')} (${split})`;
  if (judgementCount === 0) return `${queries}, and no judgements.`;
  const judged = judgedText(judgedQueryCount, availableCount);
  // Which queries the others are of is not known: each that is no test query may have some.
  const ofAll =
    queryCount > availableCount ? `, of the ${formatCount(queryCount)} queries of the corpus` : '';
  return `${queries}, ${judged}. ${formatCountOf(judgementCount, 'judgement')} in all${ofAll}.`;
}
