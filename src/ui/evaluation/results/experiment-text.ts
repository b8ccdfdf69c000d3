import type { ExperimentReport, ExperimentSummary } from '../../../workers/client.ts';
import { formatCount, formatCountOf, formatDate } from '../../shared/format.ts';

/** A line of a list: '26 Nov 2026, 07:30 · Seas · 3 methods × B = 50, 500 · 60 queries'. */
export function experimentLine(summary: ExperimentSummary): string {
  const { createdMs, corpusName, labels, budgets } = summary;
  return [
    formatDate(createdMs),
    corpusName,
    `${formatCountOf(labels.length, 'method')} × B = ${budgets.map(formatCount).join(', ')}`,
    doneText(summary),
  ].join(' · ');
}

/** '60 queries', or '12 of 60 queries' where it was stopped. */
export function doneText({ doneQueryCount, queryCount }: ExperimentSummary): string {
  const queries = formatCountOf(queryCount, 'query', 'queries');
  return doneQueryCount < queryCount ? `${formatCount(doneQueryCount)} of ${queries}` : queries;
}

export function isUnfinished({ doneQueryCount, queryCount }: ExperimentSummary): boolean {
  return doneQueryCount < queryCount;
}

/** What its numbers are of, and what they are not. */
export function scopeTexts({ summary, request, provenance, statistics }: ExperimentReport): string[] {
  const { doneQueryCount, queryCount } = summary;
  const { availableQueryCount, madeQueryCount = 0 } = provenance;
  const { judgedQueryCount } = statistics;
  return [
    isUnfinished(summary) &&
      `It was stopped: ${formatCount(doneQueryCount)} of ${formatCountOf(queryCount, 'query', 'queries')} so far.`,
    queryCount < availableQueryCount &&
      `A sample: ${formatCount(queryCount)} of ${formatCountOf(availableQueryCount, 'test query', 'test queries')}, by the seed ${request.seed}.`,
    madeQueryCount > 0 &&
      `${madeQueryCount < queryCount ? `${formatCount(madeQueryCount)} of` : 'All'} ${formatCountOf(queryCount, 'query', 'queries')} were made from documents: nobody asked them.`,
    judgedQueryCount === 0
      ? doneQueryCount > 0 &&
        'No query has human judgements: only what is found of the exact ranking is measured.'
      : judgedQueryCount < doneQueryCount &&
        `Human judgements are of ${formatCount(judgedQueryCount)} of the ${formatCount(doneQueryCount)} queries; measures of judgements are means over these.`,
  ].filter((text) => text !== false);
}
