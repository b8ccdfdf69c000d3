/** What the form of a cost measurement stands for, and what is wrong with it. */
import type { CorpusDetails, CostReport, CostRequest } from '../../workers/client.ts';
import { recallProblems, recallSettingsOf } from '../indexing/library/recall-draft.ts';
import { numberProblem } from '../indexing/new-index/number-rule.ts';
import { type CostDraft, trainQueriesAvailable, usesAnchors, usesFactorization } from './cost-draft.ts';
import { COST_METHODS } from './cost-labels.ts';

export type CostProblems = Partial<Record<keyof CostDraft, string>>;

const SEED = 1;

/** Messages per field; empty when it can be measured. */
export function costProblems(draft: CostDraft, details: CorpusDetails): CostProblems {
  const { documentCount } = details.corpus;
  const available = trainQueriesAvailable(details, draft.trainQueries);
  const problems: Record<string, string | undefined> = {
    ...recallProblems(draft, details),
    methods: draft.methods.length === 0 ? 'Choose at least one method.' : undefined,
    ...(usesFactorization(draft) && {
      documentsPerQuery: numberProblem(draft.documentsPerQuery, {
        whole: true,
        least: 1,
        most: documentCount,
        whyMost: ', the whole corpus',
      }),
      queryCounts: countsProblem(draft.queryCounts, available),
    }),
    ...(usesAnchors(draft) && { anchorCounts: countsProblem(draft.anchorCounts, available) }),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, message]) => message !== undefined));
}

/** Of a draft without problems. */
export function requestOf(draft: CostDraft, corpusId: string): CostRequest {
  return {
    corpusId,
    seed: SEED,
    space: draft.space,
    trainQueries: draft.trainQueries,
    documentsPerQuery: Number(draft.documentsPerQuery),
    queryCounts: usesFactorization(draft) ? countsOf(draft.queryCounts) : [],
    anchorCounts: usesAnchors(draft) ? countsOf(draft.anchorCounts) : [],
    methods: COST_METHODS.filter((method) => draft.methods.includes(method)),
    recall: recallSettingsOf(draft),
  };
}

/** Points that a complete measurement has: the start space, then each index. */
export function pointCount({ methods, queryCounts, anchorCounts }: CostRequest): number {
  const counts = methods.map((method) => (method === 'adacur' ? anchorCounts : queryCounts).length);
  return counts.reduce((sum, count) => sum + count, 1);
}

/** Whether measuring `request` would go on with this report instead of replacing it. */
export function continues(request: CostRequest, report: CostReport | undefined): boolean {
  return (
    report !== undefined && !report.complete && JSON.stringify(report.request) === JSON.stringify(request)
  );
}

/** Ascending, each once. */
function countsOf(typed: readonly string[]): number[] {
  return [...new Set(typed.map(Number))].sort((a, b) => a - b);
}

function countsProblem(typed: readonly string[], most: number): string | undefined {
  const fits = typed.length > 0 && countsOf(typed).every((count) => isWhole(count) && count <= most);
  return fits ? undefined : `Enter one or more whole numbers from 1 to ${most}, the queries that there are.`;
}

function isWhole(count: number): boolean {
  return Number.isInteger(count) && count >= 1;
}
