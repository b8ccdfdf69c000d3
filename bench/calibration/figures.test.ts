import { expect, test } from 'vitest';
import { estimateFigures, stopFigures } from './figures.ts';

test('shares of estimates within one and two deviations, either way, by round', () => {
  const estimates = [0.5, -0.9, 1.5, -3].map((deviations) => ({ round: 2, deviations }));
  expect(estimateFigures('sample', [...estimates, { round: 3, deviations: 2 }])).toEqual({
    'within1.sample.round2': 0.5,
    'within2.sample.round2': 0.75,
    'within1.sample.round3': 0,
    'within2.sample.round3': 0,
  });
});

test('what was stated and what was true where searches ended', () => {
  const search = { budget: 100, rounds: 10, k: 10 };
  const stops = [
    { ...search, stop: { stated: 0.9, isRight: true, calls: 40 } },
    { ...search, stop: { stated: 1, isRight: false, calls: 60 } },
    { ...search, stop: undefined },
    { ...search, k: 1, stop: undefined },
  ];
  expect(stopFigures('sample', stops)).toEqual({
    'ended.sample.k10.b100.r10': 2 / 3,
    'stated.sample.k10.b100.r10': 0.95,
    'right.sample.k10.b100.r10': 0.5,
    'calls.sample.k10.b100.r10': 50,
    'ended.sample.k1.b100.r10': 0,
    'stated.sample.k1.b100.r10': null,
    'right.sample.k1.b100.r10': null,
    'calls.sample.k1.b100.r10': null,
  });
});
