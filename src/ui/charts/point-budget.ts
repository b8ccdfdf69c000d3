/** How many points the map draws, from how fast this machine draws them. */

/** Points that are drawn at any speed, and by which the speed is measured. */
export const FEWEST_POINTS = 10_000;

/** A picture that follows the hand, and one that appears when the hand rests. */
const MOVING_FRAME_MS = 33;
const RESTING_FRAME_MS = 200;

export interface PointBudget {
  readonly moving: number;
  readonly resting: number;
}

/** `frameMs`: of drawing `FEWEST_POINTS`. Never more than `total`, and no fewer than `FEWEST_POINTS`. */
export function pointBudget(frameMs: number, total: number): PointBudget {
  const within = (targetMs: number) => {
    const points = frameMs > 0 ? Math.floor((FEWEST_POINTS * targetMs) / frameMs) : total;
    return Math.min(total, Math.max(FEWEST_POINTS, points));
  };
  return { moving: within(MOVING_FRAME_MS), resting: within(RESTING_FRAME_MS) };
}

/** The first `count` positions of a fixed random order and all of `always`, ascending, each once. */
export function pickShown(order: Uint32Array, count: number, always: Iterable<number>): number[] {
  return Array.from(Uint32Array.from(new Set([...order.subarray(0, count), ...always])).sort());
}
