/** Axes of counts and times, whose values lie far apart. */

export interface AxisScale {
  readonly type: 'linear' | 'log' | 'symlog';
  readonly domain: readonly [number, number];
  /** Of 'symlog': below it the axis is linear. */
  readonly constant?: number;
}

/** From here on a linear axis would press most values against its beginning. */
const WIDE_RATIO = 8;
/** Of the axis; numbers closer than that run into each other. */
const TICK_DISTANCE = 0.14;

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

/** Those of the values that can be written under the axis, from the largest down. */
export function spacedTicks(values: readonly number[], { type, domain, constant = 1 }: AxisScale): number[] {
  const warp = (value: number) =>
    type === 'linear' ? value : type === 'log' ? Math.log(value) : Math.log1p(value / constant);
  const [start, end] = domain.map(warp);
  const ticks: number[] = [];
  for (const value of [...new Set(values)].sort((one, other) => other - one)) {
    const last = ticks.at(-1);
    if (last === undefined || warp(last) - warp(value) >= TICK_DISTANCE * (end - start)) ticks.push(value);
  }
  return ticks.reverse();
}
