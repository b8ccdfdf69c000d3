import { hashText } from '../core/seeded-hash.ts';
import { wordsOf } from './words.ts';

/** Whatever seed an index has, the same queries are kept out of training. */
const SEED = 0;

/**
 * Whether a query of a corpus that says nothing about splits is kept for testing: one of two, by its words, so that the
 * same question typed otherwise is on the same side.
 */
export function isTestHalf(text: string): boolean {
  return hashText(SEED, wordsOf(text).join(' ')) % 2 === 1;
}
