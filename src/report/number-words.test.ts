import { expect, test } from 'vitest';
import {
  countOf,
  countWords,
  dateWords,
  differenceWords,
  intervalWords,
  listWords,
  measureWords,
  pWords,
  secondsWords,
  shortCountWords,
} from './number-words.ts';

test.each([
  ['a count', countWords(5183), '5,183'],
  ['a mean of counts', countWords(99.75), '99.8'],
  ['a count on an axis', shortCountWords(15_000), '15k'],
  ['a large count on an axis', shortCountWords(1_250_000), '1.25m'],
  ['one of something', countOf(1, 'query', 'queries'), '1 query'],
  ['several', countOf(5183, 'document'), '5,183 documents'],
  ['a measure', measureWords(0.68249), '0.682'],
  ['a gain', differenceWords(0.0321), '+0.032'],
  ['a loss', differenceWords(-0.2), '−0.200'],
  ['a loss too small to be seen', differenceWords(-0.0001), '0.000'],
  ['an interval', intervalWords(0.78, 0.8421), '0.780 to 0.842'],
  ['an interval of a difference', intervalWords(-0.01, 0.02, differenceWords), '−0.010 to +0.020'],
  ['p', pWords(0.0409), 'p = 0.041'],
  ['p near 0', pWords(0.0001), 'p < 0.001'],
  ['p near 1', pWords(1), 'p > 0.999'],
  ['seconds', secondsWords(1004), '1.00'],
  ['many seconds', secondsWords(1_234_567), '1,230'],
  ['few seconds', secondsWords(4.2), '0.00420'],
  ['no seconds', secondsWords(0), '0.00'],
  ['nothing in a list', listWords([]), ''],
  ['one in a list', listWords(['A']), 'A'],
  ['three in a list', listWords(['A', 'B', 'C']), 'A, B and C'],
  ['a day', dateWords(Date.UTC(2026, 10, 26, 7, 30)), '26 Nov 2026, 07:30 UTC'],
  ['no day', dateWords(Number.NaN), 'an unknown time'],
])('%s', (_, words, expected) => {
  expect(words).toBe(expected);
});
