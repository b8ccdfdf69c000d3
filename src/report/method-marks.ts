/** One look a method, the same in every chart of an experiment. */
import type { ExperimentRequest } from '../engine/experiment-records.ts';
import { type LegendItem, seriesMark } from './chart-marks.ts';
import type { ReportPalette } from './report-palette.ts';

/** Pixels to the right of their place: methods at the same budget are not to hide each other. */
export function methodShift(methodIndex: number, methodCount: number): number {
  const step = Math.min(5, 24 / methodCount);
  return (methodIndex - (methodCount - 1) / 2) * step;
}

/** Which mark is which method; `hollow` where what is drawn is an estimate. */
export function methodLegend(
  { methods }: Pick<ExperimentRequest, 'methods'>,
  palette: ReportPalette,
  hollow = false,
): LegendItem[] {
  return methods.map(({ label }, place) => ({ label, mark: { ...seriesMark(place, palette), hollow } }));
}
