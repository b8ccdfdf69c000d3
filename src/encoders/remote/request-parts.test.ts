import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { REQUEST_PARTS } from './request-parts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('waits as long as told', async () => {
  let ended = false;
  const waiting = REQUEST_PARTS.wait(500, new AbortController().signal).then(() => {
    ended = true;
  });
  await vi.advanceTimersByTimeAsync(499);
  expect(ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await waiting;
  expect(ended).toBe(true);
});

test('ends waiting, and its timer, when aborted', async () => {
  const controller = new AbortController();
  const waiting = REQUEST_PARTS.wait(500, controller.signal);
  expect(vi.getTimerCount()).toBe(1);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
  expect(vi.getTimerCount()).toBe(0);
});

test('does not begin to wait when aborted before', async () => {
  await expect(REQUEST_PARTS.wait(500, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(vi.getTimerCount()).toBe(0);
});
