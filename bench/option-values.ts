/** How benchmarks read the values of their options. */
import { XennError } from '../src/core/errors.ts';

/** Names out of `known`, separated by commas. Throws InvalidArgumentError for another one. */
export function namesOption<T extends string>(option: string, text: string, known: readonly T[]): T[] {
  return text.split(',').map((name) => {
    const found = known.find((each) => each === name);
    if (found !== undefined) return found;
    throw wrongOption(option, `names out of ${known.join(',')}, separated by commas`, name);
  });
}

/** A whole number of at least `least`. Throws InvalidArgumentError for anything else. */
export function wholeNumberOption(option: string, text: string, least: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw wrongOption(option, `a whole number of at least ${least}`, text);
}

export function wrongOption(option: string, expected: string, found: string): XennError {
  return new XennError('InvalidArgumentError', `--${option}: expected ${expected}, found "${found}".`);
}
