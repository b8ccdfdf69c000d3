import { expect, test } from 'vitest';
import { amountScale, countScale, spacedTicks } from './axis-scale.ts';

test.each([
  ['near each other', [50, 100], { type: 'linear', domain: [0, 100] }],
  ['far apart', [10, 80, 500], { type: 'log', domain: [10, 500] }],
  ['far apart, one of them 0', [0, 500], { type: 'linear', domain: [0, 500] }],
  ['one alone', [3], { type: 'linear', domain: [0, 3] }],
])('an axis of amounts %s', (_, values, scale) => {
  expect(amountScale(values)).toEqual(scale);
});

test.each([
  ['with 0', [0, 15_000, 500_000], { type: 'symlog', domain: [0, 500_000], constant: 15_000 }],
  ['of 0 alone', [0, 0], { type: 'symlog', domain: [0, 1], constant: 1 }],
])('an axis of counts %s', (_, values, scale) => {
  expect(countScale(values)).toEqual(scale);
});

test.each([
  ['linear', [50, 60, 100, 100, 200, 500], amountScale([400, 500]), 200, [100, 200, 500]],
  ['logarithmic', [50, 60, 100, 200, 500], amountScale([50, 500]), 150, [60, 100, 200, 500]],
  ['of counts', [0, 1000, 1100, 100_000], countScale([0, 1000, 100_000]), 200, [0, 1100, 100_000]],
  ['wide', [50, 100, 200], amountScale([50, 200]), 160, [50, 100, 200]],
  ['narrow', [50, 100, 200], amountScale([50, 200]), 71, [100, 200]],
  ['of longer numbers', [0.0041, 0.0052, 0.01], amountScale([0.0041, 0.01]), 160, [0.0052, 0.01]],
])('numbers that fit under an axis that is %s', (_, values, scale, axisWidth, ticks) => {
  expect(spacedTicks(values, scale, { axisWidth, words: String })).toEqual(ticks);
});
