/** Axes of counts and times, whose values lie far apart. */

export interface AxisScale {
  readonly type: 'linear' | 'log' | 'symlog';
  readonly domain: readonly [number, number];
  /** Of 'symlog': below it the axis is linear. */
  readonly constant?: number;
}

/** From here on a linear axis would press most values against its beginning. */
const WIDE_RATIO = 8;
/** In CSS pixels, about: a digit under an axis, and what keeps two numbers apart. */
const DIGIT_WIDTH = 6;
const TICK_GAP = 8;

/** An axis for amounts: logarithmic where they lie far apart and none is 0, else from 0. */
export function amountScale(values: readonly number[]): AxisScale {
  const least = Math.min(...values);
  const most = Math.max(...values);
  return least > 0 && most / least >= WIDE_RATIO
    ? { type: 'log', domain: [least, most] }
    : { type: 'linear', domain: [0, most] };
}

/** An axis for counts of which some are 0. */
export function countScale(values: readonly number[]): AxisScale {
  const positive = values.filter((value) => value > 0);
  const most = Math.max(1, ...positive);
  return { type: 'symlog', domain: [0, most], constant: positive.length > 0 ? Math.min(...positive) : 1 };
}

/** An axis as it is written under: from its first value to its last so many CSS pixels, its numbers in these words. */
export interface AxisSpace {
  readonly axisWidth: number;
  readonly words: (value: number) => string;
}

/** Those of the values whose words fit under the axis side by side, chosen from the largest down; ascending. */
export function spacedTicks(
  values: readonly number[],
  { type, domain, constant = 1 }: AxisScale,
  { axisWidth, words }: AxisSpace,
): number[] {
  const warp = (value: number) =>
    type === 'linear' ? value : type === 'log' ? Math.log(value) : Math.log1p(value / constant);
  const [start, end] = domain.map(warp);
  const distance = (one: number, other: number) =>
    (Math.abs(warp(one) - warp(other)) / (end - start)) * axisWidth;
  const needed = (one: number, other: number) =>
    ((words(one).length + words(other).length) / 2) * DIGIT_WIDTH + TICK_GAP;
  const ticks: number[] = [];
  for (const value of [...new Set(values)].sort((one, other) => other - one)) {
    const last = ticks.at(-1);
    if (last === undefined || distance(last, value) >= needed(last, value)) ticks.push(value);
  }
  return ticks.reverse();
}
