import { expect, it } from 'vitest';
import { plannedPaddingShare } from './planned-padding.ts';

it.each([
  { name: 'full lengths', searches: [[256, 256], [64]], expected: 0 },
  { name: 'each pair padded to its own length', searches: [[240], [60]], expected: 1 - 300 / 320 },
  { name: 'a shorter one with a longer one', searches: [[256, 192]], expected: 1 - 448 / 512 },
])('counts the padding of planned batches: $name', ({ searches, expected }) => {
  expect(plannedPaddingShare(searches, 256)).toBeCloseTo(expected, 12);
});
