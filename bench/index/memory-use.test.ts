import { expect, test } from 'vitest';
import { watchMemory } from './memory-use.ts';

test('what was taken is seen, and still counts when it is gone', () => {
  const bytes = 64 << 20;
  const memory = watchMemory();
  let block: Float64Array | undefined = new Float64Array(bytes / 8).fill(1);
  memory.look();
  expect(block[0]).toBe(1);
  block = undefined;
  expect(memory.peakBytes()).toBeGreaterThanOrEqual(0.9 * bytes);
});
