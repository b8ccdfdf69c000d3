import type { ReportChart } from './chart.ts';
import { differencesToFirst } from './differences-to-first.ts';
import { headlineK } from './measures.ts';
import { recallAgainstAccuracy } from './recall-against-accuracy.ts';
import { recallAgainstCalls } from './recall-against-calls.ts';
import { type IndexedInput, recallAgainstIndexing } from './recall-against-indexing.ts';
import { recallAgainstRounds } from './recall-against-rounds.ts';
import { recallAgainstSeconds } from './recall-against-seconds.ts';

/** All charts that an experiment has the numbers for, in the order of the report; none before a query is done. */
export function experimentCharts(input: IndexedInput): ReportChart[] {
  if (input.statistics.queryCount === 0) return [];
  const k = headlineK(input.request.ks);
  return [
    recallAgainstCalls(input),
    recallAgainstRounds(input),
    recallAgainstSeconds(input),
    recallAgainstIndexing(input),
    recallAgainstAccuracy(input),
    differencesToFirst(input, `top-recall@${k}`),
    differencesToFirst(input, `ndcg@${k}`),
  ].filter((chart) => chart !== undefined);
}
