import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeThreads } from '../testing/simd-threads.ts';
import { openSimdCompute } from './open-simd-compute.ts';
import type { StartThread } from './simd.ts';
import { announceStart, openControl } from './thread.ts';

const MATRIX = { rows: 1, cols: 1, data: Float32Array.of(3) };
const VECTOR = Float64Array.of(2);

afterEach(() => vi.useRealTimers());

test.each([
  [1, 'one thread'],
  [3, '3 threads'],
])('%i threads that start are waited for', async (threads, description) => {
  // A clock that stands still: how long threads take to start here is the machine's affair.
  vi.useFakeTimers({ toFake: ['performance'] });
  const opened = await openSimdCompute({ threads, startThread: await nodeThreads() });
  expect(opened.description).toBe(description);
  expect(await opened.compute.multiply(MATRIX, VECTOR)).toEqual(Float64Array.of(6));
  opened.compute.dispose();
});

describe('with a clock that the test turns', () => {
  beforeEach(() => vi.useFakeTimers());

  /** Opens two helpers; tells when it has opened. */
  function open(startThread: StartThread) {
    let isOpen = false;
    const opening = openSimdCompute({ threads: 3, startThread }).then((opened) => {
      isOpen = true;
      return opened;
    });
    return { opening, isOpen: () => isOpen };
  }

  test.each([
    { startsMs: [], openMs: 2000, description: 'one thread' },
    { startsMs: [500], openMs: 2000, description: '2 threads' },
    { startsMs: [700, 1500], openMs: 1500, description: '3 threads' },
    { startsMs: [500, 2500], openMs: 2000, description: '2 threads' },
  ])('helpers that start after $startsMs ms: $description', async ({ startsMs, openMs, description }) => {
    const delays = [...startsMs];
    const { opening, isOpen } = open((start) => {
      const delayMs = delays.shift();
      if (delayMs !== undefined) setTimeout(() => announceStart(openControl(start).words), delayMs);
      return { end: () => undefined };
    });
    await vi.advanceTimersByTimeAsync(openMs - 2);
    expect(isOpen()).toBe(false);
    await vi.advanceTimersByTimeAsync(4);
    expect(isOpen()).toBe(true);
    expect((await opening).description).toBe(description);
  });

  test('none is waited for once one has died, and the first product says so', async () => {
    const { opening, isOpen } = open((_, onDeath) => {
      setTimeout(() => onDeath('its file could not be loaded'), 100);
      return { end: () => undefined };
    });
    await vi.advanceTimersByTimeAsync(98);
    expect(isOpen()).toBe(false);
    await vi.advanceTimersByTimeAsync(4);
    expect(isOpen()).toBe(true);
    const { compute } = await opening;
    await expect(compute.multiply(MATRIX, VECTOR)).rejects.toMatchObject({
      name: 'SimdError',
      message: 'A thread that computes stopped: its file could not be loaded. Reload the page.',
    });
  });
});
