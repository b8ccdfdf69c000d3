import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

test('gives the same items, and asks for the next while one is worked on', async () => {
  const happened: string[] = [];
  async function* source() {
    for (const item of [1, 2, 3]) {
      happened.push(`read ${item}`);
      yield item;
    }
  }
  for await (const item of readAhead(source())) {
    await Promise.resolve();
    happened.push(`work ${item}`);
  }
  expect(happened).toEqual(['read 1', 'read 2', 'work 1', 'read 3', 'work 2', 'work 3']);
});

test('an error comes after the items before it', async () => {
  async function* source() {
    yield 1;
    throw new Error('Line 2 is bad.');
  }
  const items: number[] = [];
  const reading = (async () => {
    for await (const item of readAhead(source())) items.push(item);
  })();
  await expect(reading).rejects.toThrow('Line 2 is bad.');
  expect(items).toEqual([1]);
});

test('leaving early ends the source', async () => {
  let ended = false;
  async function* source() {
    try {
      for (let item = 0; ; item++) yield item;
    } finally {
      ended = true;
    }
  }
  for await (const item of readAhead(source())) if (item === 2) break;
  expect(ended).toBe(true);
});
