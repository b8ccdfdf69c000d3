/** Of which test queries the whole corpus is to be scored, as data of a form. */
import type { RankingRequest, UnfinishedRanking } from '../../../workers/client.ts';
import {
  type NumberField,
  numberProblem,
  type Problems,
  withoutFineFields,
} from '../../indexing/new-index/number-rule.ts';

export interface RankingDraft {
  readonly queryCount: NumberField;
  readonly seed: NumberField;
}

export const DEFAULT_SEED = 1;
const MOST_SEED = 2 ** 32 - 1;

/** All of them: a sample is for those who ask for one. */
export function initialRankingDraft(availableCount: number): RankingDraft {
  return { queryCount: availableCount, seed: DEFAULT_SEED };
}

/** Empty when it can be planned. `availableCount`: test queries that there are. */
export function rankingProblems(
  { queryCount, seed }: RankingDraft,
  availableCount: number,
): Problems<keyof RankingDraft> {
  return withoutFineFields([
    ['queryCount', queryCountProblem(queryCount, availableCount)],
    ['seed', seedProblem(seed)],
  ]);
}

export function queryCountProblem(value: NumberField, availableCount: number): string | undefined {
  const whyMost = ', the test queries that there are';
  return numberProblem(value, { whole: true, least: 1, most: availableCount, whyMost });
}

export function seedProblem(value: NumberField): string | undefined {
  return numberProblem(value, { whole: true, least: 0, most: MOST_SEED });
}

/** Of a draft without problems. */
export function rankingRequestOf({ queryCount, seed }: RankingDraft, corpusId: string): RankingRequest {
  return { corpusId, queryCount: Number(queryCount), seed: Number(seed) };
}

/** Same corpus, same queries: the same job. */
export function isSameRanking(
  request: RankingRequest,
  unfinished: UnfinishedRanking,
  corpusId: string,
): boolean {
  return (
    request.corpusId === corpusId &&
    request.queryCount === unfinished.queryCount &&
    request.seed === unfinished.seed
  );
}
