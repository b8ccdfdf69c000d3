import { expect, it, test } from 'vitest';
import { namesOption, sharesOption, wholeNumberOption, wholeNumbersOption } from './option-values.ts';

test('names are known ones, in the order in which they were given', () => {
  expect(namesOption('sets', 'b,a', ['a', 'b', 'c'])).toEqual(['b', 'a']);
  expect(() => namesOption('sets', 'b,d', ['a', 'b', 'c'])).toThrow(
    '--sets: expected names out of a,b,c, separated by commas, found "d".',
  );
});

it.each([
  { text: '0', least: 0, expected: 0 },
  { text: '12', least: 1, expected: 12 },
])('reads $text', ({ text, least, expected }) => {
  expect(wholeNumberOption('pairs', text, least)).toBe(expected);
});

it.each(['0', '-1', '1.5', '1e3', '', 'two', '1234567890'])('refuses "%s" for at least 1', (text) => {
  expect(() => wholeNumberOption('pairs', text, 1)).toThrow(
    `--pairs: expected a whole number of at least 1, found "${text}".`,
  );
});

test('lists of numbers are ascending, each once', () => {
  expect(wholeNumbersOption('budgets', '500,50,100,50', 1)).toEqual([50, 100, 500]);
  expect(sharesOption('lambda', '0.8,0,1,.5,0.80,1.0')).toEqual([0, 0.5, 0.8, 1]);
});

it.each(['1.1', '-0.5', '', '0.5,', 'half', '5e-1'])('refuses "%s" for numbers from 0 to 1', (text) => {
  expect(() => sharesOption('lambda', text)).toThrow(
    `--lambda: expected numbers from 0 to 1, separated by commas, found "${text === '0.5,' ? '' : text}".`,
  );
});
