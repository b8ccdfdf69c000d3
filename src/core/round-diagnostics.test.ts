import { describe, expect, test } from 'vitest';
import { angleBetween, headAndTailError, stepLength } from './round-diagnostics.ts';

test('a step is as long as the difference', () => {
  expect(stepLength(Float64Array.of(1, 2, 2), Float64Array.of(1, -1, 6))).toBe(5);
  expect(() => stepLength(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(
    'after must have 1 entries, but has 2.',
  );
});

test.each([
  ['the same direction', [1, 1], [3, 3], 0],
  ['a right angle', [1, 0], [0, 2], 90],
  ['opposite', [1, 2], [-2, -4], 180],
  ['nothing to compare with', [0, 0], [1, 1], undefined],
])('%s', (_, a, b, degrees) => {
  const angle = angleBetween(Float64Array.from(a), Float64Array.from(b));
  if (degrees === undefined) expect(angle).toBeUndefined();
  else expect(angle).toBeCloseTo(degrees, 5);
});

describe('head and tail error', () => {
  const exact = { docRows: Uint32Array.of(2, 0, 1), scores: Float32Array.of(5, 1, -1) };
  const estimates = Float32Array.of(1, 1, 2);

  test.each([
    [1, 3, Math.sqrt(2)],
    [2, Math.sqrt(9 / 2), 2],
    [9, Math.sqrt(13 / 3), undefined],
  ])('of the first %i and the rest', (headCount, head, tail) => {
    const errors = headAndTailError(estimates, exact, headCount);
    expect(errors.head).toBeCloseTo(head, 12);
    if (tail === undefined) expect(errors.tail).toBeUndefined();
    else expect(errors.tail).toBeCloseTo(tail, 12);
  });
});
