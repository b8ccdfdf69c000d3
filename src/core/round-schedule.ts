import { checkInteger, checkNumber } from './check.ts';
import type { RoundSchedule } from './search-method.ts';

/**
 * Items to score in each round. The budget B is clipped to the number of items and the rounds to the budget, so that the
 * sizes add up to min(B, |I|) and every round scores at least one item. `itemCount` counts the items that can be found.
 * Throws an InvalidArgumentError for a number that is out of range.
 */
export function planRounds(budget: number, schedule: RoundSchedule, itemCount: number): number[] {
  checkInteger('budget', budget, 1);
  checkSchedule(schedule);
  checkInteger('The number of items', itemCount, 1);
  const calls = Math.min(budget, itemCount);
  switch (schedule.kind) {
    case 'equal':
      return equalSizes(calls, Math.min(schedule.rounds, calls));
    case 'geometric':
      return geometricSizes(calls, Math.min(schedule.rounds, calls), schedule.ratio);
    case 'batches':
      return batchSizes(calls, schedule.size);
  }
}

/** Throws an InvalidArgumentError unless the schedule's numbers are in their ranges. */
export function checkSchedule(schedule: RoundSchedule): void {
  if (schedule.kind === 'batches') {
    checkInteger('The batch size', schedule.size, 1);
    return;
  }
  checkInteger('rounds', schedule.rounds, 1);
  if (schedule.kind === 'geometric') {
    checkNumber('The ratio of round sizes', schedule.ratio, schedule.ratio > 0, 'above 0');
  }
}

/** Section 3: floor(B / R) each, the remainder in the last. */
function equalSizes(calls: number, rounds: number): number[] {
  const perRound = Math.floor(calls / rounds);
  const sizes = new Array<number>(rounds).fill(perRound);
  sizes[rounds - 1] += calls - perRound * rounds;
  return sizes;
}

/** Ends of rounds are rounded rather than sizes, so that roundings do not add up. */
function geometricSizes(calls: number, rounds: number, ratio: number): number[] {
  // Shares of the largest round: powers of the ratio alone would overflow.
  const steps = Array.from({ length: rounds }, (_, r) => (ratio > 1 ? r - (rounds - 1) : r));
  const shares = steps.map((step) => ratio ** step);
  const total = shares.reduce((sum, share) => sum + share);
  const sizes: number[] = [];
  let shareSoFar = 0;
  let start = 0;
  for (const [r, share] of shares.entries()) {
    shareSoFar += share;
    const roundsLeft = rounds - 1 - r;
    const rounded = roundsLeft === 0 ? calls : Math.round((calls * shareSoFar) / total);
    const end = Math.min(Math.max(rounded, start + 1), calls - roundsLeft); // exclusive
    sizes.push(end - start);
    start = end;
  }
  return sizes;
}

function batchSizes(calls: number, size: number): number[] {
  const sizes = new Array<number>(Math.floor(calls / size)).fill(size);
  if (calls % size > 0) sizes.push(calls % size);
  return sizes;
}
