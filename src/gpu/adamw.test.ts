import { expect, test } from 'vitest';
import { stepScalars } from './adamw.ts';

test.each([
  // 1 - 0.9^3 = 0.271 and 1 - 0.999^3 = 0.002997001
  { step: 1, expected: { kept: 0.995, stepSize: 0.1 / 0.1, secondCorrection: Math.sqrt(0.001) } },
  { step: 3, expected: { kept: 0.995, stepSize: 0.1 / 0.271, secondCorrection: Math.sqrt(0.002997001) } },
])('bias corrections of step $step', ({ step, expected }) => {
  const scalars = stepScalars(step, 0.1, 0.05);
  expect(scalars.kept).toBeCloseTo(expected.kept, 12);
  expect(scalars.stepSize).toBeCloseTo(expected.stepSize, 12);
  expect(scalars.secondCorrection).toBeCloseTo(expected.secondCorrection, 12);
});
