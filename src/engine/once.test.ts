import { expect, it } from 'vitest';
import { once } from './once.ts';

it('shares one promise and forgets a rejection', async () => {
  let calls = 0;
  const get = once(async () => {
    calls++;
    if (calls === 1) throw new Error('first fails');
    return calls;
  });
  await expect(get()).rejects.toThrow('first fails');
  expect(await Promise.all([get(), get()])).toEqual([2, 2]);
  expect(calls).toBe(2);
});
