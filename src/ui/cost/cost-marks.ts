import type { CostMethod } from '../../workers/client.ts';
import type { ChartPalette } from '../charts/chart-palette.ts';

export interface CostMark {
  readonly color: Exclude<keyof ChartPalette, 'series'>;
  readonly symbol: 'circle' | 'triangle' | 'square';
  /** Pixels to the right: both factorisations have the same calls, and neither is to hide the other. */
  readonly dx: number;
}

/** One colour and one shape a method, so that either is enough to tell them apart. */
export const COST_MARKS: Readonly<Record<CostMethod, CostMark>> = {
  'mf-trns': { color: 'accent', symbol: 'circle', dx: -4 },
  'mf-ind': { color: 'contrast', symbol: 'triangle', dx: 4 },
  adacur: { color: 'ink', symbol: 'square', dx: 0 },
};
