import { expect, test, vi } from 'vitest';
import { onDemand } from './on-demand.ts';

const add = async (a: number, b: number) => a + b;
const negate = async (a: number) => -a;

test('nothing is loaded before the first call, and only once after it', async () => {
  const load = vi.fn(async () => ({ add, negate }));
  const methods = onDemand({ add: true, negate: true }, load);
  expect(Object.keys(methods)).toEqual(['add', 'negate']);
  expect(load).not.toHaveBeenCalled();
  expect(await methods.add(2, 3)).toBe(5);
  expect(await methods.negate(2)).toBe(-2);
  expect(load).toHaveBeenCalledTimes(1);
});

test('a failure to load is that of the call, and the next call loads again', async () => {
  const load = vi.fn(async () => ({ negate })).mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const methods = onDemand({ negate: true }, load);
  await expect(methods.negate(2)).rejects.toThrow(new TypeError('Failed to fetch'));
  expect(await methods.negate(2)).toBe(-2);
});
