import type { QueryFit } from '../../../core/query-embedding.ts';
import type { RecallEstimate, RecallSettings } from '../../../workers/client.ts';
import { formatCount, formatCountOf } from '../../shared/format.ts';

/** '0.83 (0.79–0.87)': the mean and its 95 % interval. */
export function recallText({ recall, low, high }: RecallEstimate): string {
  return `${recall.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

/** 'Recall@10, B = 100, R = 10, λ = 0.8, 40 queries' */
export function recallSettingsText({ k, budget, rounds, fit }: RecallSettings, queryCount: number): string {
  const queries = formatCountOf(queryCount, 'query', 'queries');
  return `Recall@${k}, B = ${formatCount(budget)}, R = ${rounds}, ${fitText(fit)}, ${queries}`;
}

function fitText(fit: QueryFit): string {
  return fit.kind === 'mix' ? `λ = ${fit.lambda}` : `ridge μ = ${fit.mu}`;
}
