import { differenceWords, measureWords } from '../../../report/number-words.ts';
import type { Comparison, MeasureEstimate } from '../../../workers/client.ts';

/** '0.831 (0.790–0.870)': the mean and its 95 % interval. */
export function estimateText({ mean, low, high }: Pick<MeasureEstimate, 'mean' | 'low' | 'high'>): string {
  return `${measureWords(mean)} (${measureWords(low)}–${measureWords(high)})`;
}

/** '−0.031 (−0.060 to +0.002)' */
export function differenceText({
  difference,
  low,
  high,
}: Pick<Comparison, 'difference' | 'low' | 'high'>): string {
  return `${differenceWords(difference)} (${differenceWords(low)} to ${differenceWords(high)})`;
}

/** For a column of p values: '0.041', '<0.001', '>0.999'. */
export function pText(p: number): string {
  if (p < 0.001) return '<0.001';
  return p > 0.999 ? '>0.999' : p.toFixed(3);
}
