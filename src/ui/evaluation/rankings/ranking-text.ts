import type { RankingPlan, RankingRequest } from '../../../workers/client.ts';
import { formatCount, formatCountOf } from '../../shared/format.ts';

/** '50 test queries', or 'a sample of 50 of 300 test queries (seed 1)'. */
export function chosenQueriesText(
  { queryCount, availableCount }: Pick<RankingPlan, 'queryCount' | 'availableCount'>,
  seed: number,
): string {
  return queryCount < availableCount
    ? `a sample of ${formatCount(queryCount)} of ${formatCountOf(availableCount, 'test query', 'test queries')} (seed ${seed})`
    : formatCountOf(queryCount, 'test query', 'test queries');
}

/** 'all judged', '12 judged', 'none judged': of so many queries. */
export function judgedText(judgedCount: number, queryCount: number): string {
  if (judgedCount === 0) return 'none judged';
  return judgedCount === queryCount ? 'all judged' : `${formatCount(judgedCount)} judged`;
}

/** How many of all test queries need no more scoring. `plan` is of all of them. */
export function rankedText({ rankedQueryCount, availableCount }: RankingPlan): string {
  const of = formatCountOf(availableCount, 'test query has', 'test queries have');
  if (rankedQueryCount === availableCount) return `All of the ${of} an exact ranking.`;
  return `${formatCount(rankedQueryCount)} of the ${of} an exact ranking.`;
}

/** 'Exact rankings of up to 50 test queries (seed 1)': the job, before it is known how many there are. */
export function rankingJobText({ queryCount, seed }: Pick<RankingRequest, 'queryCount' | 'seed'>): string {
  return `Exact rankings of up to ${formatCountOf(queryCount, 'test query', 'test queries')} (seed ${seed})`;
}
