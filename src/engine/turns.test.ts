import { expect, it } from 'vitest';
import { openGate } from '../testing/gate.ts';
import { createTurns } from './turns.ts';

/** Work that tells when it begins, and ends when it is let go. */
function heldWork(events: string[], name: string) {
  const gate = openGate();
  const work = async () => {
    events.push(`${name} begins`);
    await gate.opened;
    events.push(`${name} ends`);
    return name;
  };
  return { work, letGo: gate.open, fail: gate.fail };
}

it('come one after the other, also after one has failed', async () => {
  const takeTurn = createTurns();
  const events: string[] = [];
  const first = heldWork(events, 'a');
  const second = heldWork(events, 'b');
  const settled = Promise.allSettled([takeTurn(first.work), takeTurn(second.work)]);
  second.letGo();
  first.fail(new Error('a failed'));
  const [a, b] = await settled;
  expect(events).toEqual(['a begins', 'b begins', 'b ends']);
  expect(a).toMatchObject({ status: 'rejected', reason: new Error('a failed') });
  expect(b).toMatchObject({ status: 'fulfilled', value: 'b' });
});

it('are left at once by whoever cancels while it waits; who comes after waits on', async () => {
  const takeTurn = createTurns();
  const events: string[] = [];
  const first = heldWork(events, 'a');
  const going = takeTurn(first.work);
  const stop = new AbortController();
  const waiting = takeTurn(heldWork(events, 'b').work, stop.signal);
  const last = heldWork(events, 'c');
  last.letGo();
  const after = takeTurn(last.work);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'CancelledError' });
  expect(events).toEqual(['a begins']);
  first.letGo();
  expect(await going).toBe('a');
  expect(await after).toBe('c');
  expect(events).toEqual(['a begins', 'a ends', 'c begins', 'c ends']);
});

it('that have begun are not left before their end', async () => {
  const takeTurn = createTurns();
  const events: string[] = [];
  const first = heldWork(events, 'a');
  const stop = new AbortController();
  const going = takeTurn(first.work, stop.signal);
  await expect.poll(() => events).toEqual(['a begins']);
  stop.abort();
  first.letGo();
  expect(await going).toBe('a');
});

it('are not taken by whoever has cancelled before', async () => {
  const takeTurn = createTurns();
  const events: string[] = [];
  await expect(takeTurn(heldWork(events, 'a').work, AbortSignal.abort())).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(events).toEqual([]);
});
