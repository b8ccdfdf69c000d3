/** What training did, epoch by epoch, as charts: curves share one only when they are in the same unit. */
import type { ImportedMethod, IndexMethod } from '../../core/index-records.ts';

export interface TrainingCurve {
  readonly name: 'training pairs' | 'held-out pairs';
  /** One an epoch. */
  readonly values: readonly number[];
}

export interface TrainingChart {
  readonly unit: string;
  readonly curves: readonly TrainingCurve[];
}

const RMSE = 'RMSE of scaled scores';

/**
 * For a factorisation one chart: its training loss is the mean squared error of what the held-out error is the root
 * of. For distillation two: the loss is a cross-entropy. None before the first epoch, and for methods without epochs.
 */
export function trainingCharts(
  method: IndexMethod | ImportedMethod,
  lossPerEpoch: readonly number[],
  heldOutRmsePerEpoch: readonly number[],
): TrainingChart[] {
  if (lossPerEpoch.length === 0) return [];
  const heldOut: TrainingCurve = { name: 'held-out pairs', values: heldOutRmsePerEpoch };
  if (method.kind === 'de-dstl') {
    return [
      { unit: RMSE, curves: [heldOut] },
      { unit: 'Cross-entropy', curves: [{ name: 'training pairs', values: lossPerEpoch }] },
    ];
  }
  return [{ unit: RMSE, curves: [{ name: 'training pairs', values: lossPerEpoch.map(Math.sqrt) }, heldOut] }];
}

/** The epoch with the lowest held-out error so far, counted from 1; the first of equal ones. 0 without epochs. */
export function lowestEpoch(heldOutRmsePerEpoch: readonly number[]): number {
  return heldOutRmsePerEpoch.indexOf(Math.min(...heldOutRmsePerEpoch)) + 1;
}

/** Epochs that a method trains for, at most; 0 for one that trains nothing. */
export function epochLimit(method: IndexMethod | ImportedMethod): number {
  return 'epochs' in method ? method.epochs : 0;
}
