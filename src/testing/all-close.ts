import { expect } from 'vitest';

/** Same length, and every entry within `tolerance` of its counterpart. Says which entry is furthest off. */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  let furthest = 0;
  for (let i = 0; i < actual.length; i++) {
    const isFurther = !(Math.abs(actual[i] - expected[i]) <= Math.abs(actual[furthest] - expected[furthest]));
    if (isFurther) furthest = i;
  }
  if (actual.length === 0 || Math.abs(actual[furthest] - expected[furthest]) <= tolerance) return;
  expect.fail(`Entry ${furthest}: expected ${expected[furthest]} +- ${tolerance}, got ${actual[furthest]}.`);
}
