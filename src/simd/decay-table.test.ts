import { expect, test } from 'vitest';
import { createDecayTable, decayPowers, stepScalars } from './decay-table.ts';

test.each([
  // 1 - 0.9^3 = 0.271 and 1 - 0.999^3 = 0.002997001
  { step: 1, numerator: 0.1 * (Math.sqrt(0.001) / 0.1), offset: 1e-8 * Math.sqrt(0.001) },
  { step: 3, numerator: 0.1 * (Math.sqrt(0.002997001) / 0.271), offset: 1e-8 * Math.sqrt(0.002997001) },
])('scalars of step $step', ({ step, numerator, offset }) => {
  const scalars = stepScalars(step, 0.1, 0.05);
  expect(scalars.kept).toBeCloseTo(0.995, 12);
  expect(scalars.numerator / numerator).toBeCloseTo(1, 12);
  expect(scalars.offset / offset).toBeCloseTo(1, 12);
});

test.each([
  { firstStep: 1, skipped: 1, second: 1e-4 },
  { firstStep: 2, skipped: 5, second: 1e-4 },
  { firstStep: 2, skipped: 128, second: 1e-4 },
  { firstStep: 900, skipped: 128, second: 1e-4 },
  // The root is then as small as eps, and the offsets weigh as much as it does.
  { firstStep: 2, skipped: 60, second: 1e-17 },
])(
  '$skipped steps from step $firstStep at once are the same as one by one, second moment $second',
  (skip) => {
    const { firstStep, skipped } = skip;
    const [learningRate, weightDecay] = [0.05, 0.01];
    const table = createDecayTable(128, new Float32Array(256));
    let [value, first, second] = [0.7, 0.03, skip.second];
    for (let step = 1; step < firstStep; step++) table.push(stepScalars(step, learningRate, weightDecay));
    for (let step = firstStep; step < firstStep + skipped; step++) {
      table.push(stepScalars(step, learningRate, weightDecay));
      // As `updateByAdamW` of core, without a slope.
      first *= 0.9;
      second *= 0.999;
      const denominator = Math.sqrt(second) / Math.sqrt(1 - 0.999 ** step) + 1e-8;
      value =
        value * (1 - learningRate * weightDecay) - ((learningRate / (1 - 0.9 ** step)) * first) / denominator;
    }

    const powers = decayPowers(128, 1 - learningRate * weightDecay).subarray(3 * skipped, 3 * skipped + 3);
    const firstAfter = 0.03 * powers[1];
    const secondAfter = skip.second * powers[2];
    let sum = 0;
    for (let age = 0; age < skipped; age++) {
      sum += table.terms[2 * age] / (Math.sqrt(secondAfter) + table.terms[2 * age + 1]);
    }
    expect(firstAfter / first).toBeCloseTo(1, 6);
    expect(secondAfter / second).toBeCloseTo(1, 6);
    expect((0.7 * powers[0] - firstAfter * sum) / value).toBeCloseTo(1, 6);
  },
);
