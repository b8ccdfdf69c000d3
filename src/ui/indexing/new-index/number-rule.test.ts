import { describe, expect, test } from 'vitest';
import { numberProblem } from './number-rule.ts';

const count = { whole: true, least: 1, most: 5000, whyMost: ', the whole corpus' };
const rate = { whole: false, least: 0, aboveLeast: true, most: 1 };
const decay = { whole: false, least: 0, most: 1 };

describe('numberProblem', () => {
  test.each([
    [1, count],
    [5000, count],
    ['7', count],
    [0.5, rate],
    [1, rate],
    [0, decay],
  ])('%j fits %o', (value, rule) => {
    expect(numberProblem(value, rule)).toBeUndefined();
  });

  test.each([
    ['', count, 'Enter a whole number from 1 to 5000, the whole corpus.'],
    [0, count, 'Enter a whole number from 1 to 5000, the whole corpus.'],
    [5001, count, 'Enter a whole number from 1 to 5000, the whole corpus.'],
    [1.5, count, 'Enter a whole number from 1 to 5000, the whole corpus.'],
    ['-', count, 'Enter a whole number from 1 to 5000, the whole corpus.'],
    [0, rate, 'Enter a number above 0, at most 1.'],
    [2, rate, 'Enter a number above 0, at most 1.'],
    ['', decay, 'Enter a number from 0 to 1.'],
    [-0.1, decay, 'Enter a number from 0 to 1.'],
  ])('%j does not fit %o', (value, rule, problem) => {
    expect(numberProblem(value, rule)).toBe(problem);
  });
});
