/** The axes of the cost chart. */
import type { CostPoint } from '../../workers/client.ts';

/** Free space at both ends of the logarithmic axis, as a factor. */
const CALLS_MARGIN = 1.4;

/** From below the cheapest to above the dearest index; `points` holds at least one with calls. */
export function callsDomain(points: readonly CostPoint[]): [number, number] {
  const calls = points.map(({ indexCalls }) => indexCalls).filter((count) => count > 0);
  return [Math.min(...calls) / CALLS_MARGIN, Math.max(...calls) * CALLS_MARGIN];
}

/** Tenths that hold every interval. */
export function recallDomain(points: readonly CostPoint[]): [number, number] {
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  const bottom = Math.max(0, Math.floor(low * 10) / 10);
  const top = Math.min(1, Math.ceil(high * 10) / 10);
  return bottom < top ? [bottom, top] : [Math.max(0, bottom - 0.1), Math.min(1, top + 0.1)];
}
