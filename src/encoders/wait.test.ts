import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wait } from './wait.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('resolves after the time, not before', async () => {
  const onEnd = vi.fn();
  const waited = wait(1000, new AbortController().signal).then(onEnd);
  await vi.advanceTimersByTimeAsync(999);
  expect(onEnd).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await waited;
  expect(onEnd).toHaveBeenCalled();
});

it('ends at once when it is cancelled, before or meanwhile, and leaves no timer', async () => {
  await expect(wait(1000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  const controller = new AbortController();
  const waited = wait(1000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waited).rejects.toThrow('enough');
  expect(vi.getTimerCount()).toBe(0);
});
