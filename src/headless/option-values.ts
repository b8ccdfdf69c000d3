/** How commands read the values of their options. */
import { XennError } from '../core/errors.ts';

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

/** Different whole numbers of at least `least`, separated by commas, ascending. Throws InvalidArgumentError. */
export function wholeNumbersOption(option: string, text: string, least: number): number[] {
  const numbers = text.split(',').map((number) => wholeNumberOption(option, number, least));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Different numbers from 0 to 1, separated by commas, ascending. Throws InvalidArgumentError. */
export function sharesOption(option: string, text: string): number[] {
  const shares = text.split(',').map((share) => {
    if (/^(0?\.\d{1,9}|0|1(\.0{1,9})?)$/.test(share)) return Number(share);
    throw wrongOption(option, 'numbers from 0 to 1, separated by commas', share);
  });
  return [...new Set(shares)].sort((a, b) => a - b);
}

export function wrongOption(option: string, expected: string, found: string): XennError {
  return new XennError('InvalidArgumentError', `--${option}: expected ${expected}, found "${found}".`);
}
