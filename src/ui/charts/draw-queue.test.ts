import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { drawLater } from './draw-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What draws into `drawn`. */
function pen(drawn: string[]) {
  return (name: string) => () => void drawn.push(name);
}

it('draws in order, one a task', () => {
  const drawn: string[] = [];
  const draw = pen(drawn);
  drawLater(draw('a'));
  drawLater(draw('b'));
  expect(drawn).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(drawn).toEqual(['a']);
  vi.advanceTimersToNextTimer();
  expect(drawn).toEqual(['a', 'b']);
  expect(vi.getTimerCount()).toBe(0);
});

it('draws nothing that was taken back', () => {
  const drawn: string[] = [];
  const draw = pen(drawn);
  const takeBack = drawLater(draw('a'));
  drawLater(draw('b'));
  takeBack();
  vi.runAllTimers();
  expect(drawn).toEqual(['b']);
});

it('draws the same function as often as it was asked for', () => {
  const drawn: string[] = [];
  const draw = pen(drawn)('a');
  drawLater(draw);
  drawLater(draw)();
  vi.runAllTimers();
  expect(drawn).toEqual(['a']);
});

it('goes on after one that throws', () => {
  const drawn: string[] = [];
  drawLater(() => {
    throw new Error('no place');
  });
  drawLater(pen(drawn)('b'));
  expect(() => vi.advanceTimersToNextTimer()).toThrow('no place');
  vi.runAllTimers();
  expect(drawn).toEqual(['b']);
});
