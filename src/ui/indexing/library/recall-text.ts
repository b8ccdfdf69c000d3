import type { IndexSummary } from '../../../core/index-records.ts';
import type { QueryFit } from '../../../core/query-fit.ts';
import type { RecallEstimate, RecallSettings } from '../../../workers/client.ts';
import { formatCount, formatCountOf } from '../../shared/format.ts';

/** '0.83 (0.79–0.87)': the mean and its 95 % interval. */
export function recallText({ recall, low, high }: RecallEstimate): string {
  return `${recall.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

type MethodKind = IndexSummary['provenance']['method']['kind'];

/**
 * 'Recall@10, B = 100, R = 10, λ = 0.8, 40 queries'. `method` is that of the index measured; undefined: a start space.
 * Where there is no query embedding to mix in, the fit asked for does not apply, and the text says so.
 */
export function recallSettingsText(
  { k, budget, rounds, fit }: RecallSettings,
  queryCount: number,
  method?: MethodKind,
): string {
  const queries = formatCountOf(queryCount, 'query', 'queries');
  const text = `Recall@${k}, B = ${formatCount(budget)}, R = ${rounds}, ${fitText(fit, method)}, ${queries}`;
  // In a narrow place it breaks after a comma, not within 'B = 100'.
  return text.replaceAll(' = ', '\u00a0=\u00a0');
}

function fitText(fit: QueryFit, method: MethodKind | undefined): string {
  if (method === 'anchors') return 'least squares alone';
  const text = parameterText(fit);
  return method === 'imported' ? `${text} (least squares alone for queries without a vector)` : text;
}

function parameterText(fit: QueryFit): string {
  switch (fit.kind) {
    case 'mix':
      return `λ = ${fit.lambda}`;
    case 'ridge':
      return fit.mu === 'leave-one-out' ? 'ridge, μ by leave-one-out' : `ridge μ = ${fit.mu}`;
    case 'gradient-step':
      return `gradient steps of ${fit.learningRate}`;
  }
}
