import { expect, test } from 'vitest';
import { createQueue, nextTask } from './queue.ts';

test('tasks run one at a time, in order', async () => {
  const queue = createQueue();
  const events: string[] = [];
  const task = (name: string) => async () => {
    events.push(`${name} starts`);
    await nextTask();
    events.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([queue(task('a')), queue(task('b'))])).toEqual(['a', 'b']);
  expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
});

test('a failure reaches its caller only', async () => {
  const queue = createQueue();
  const failing = queue(() => Promise.reject(new Error('first')));
  const next = queue(async () => 'second');
  await expect(failing).rejects.toThrow('first');
  expect(await next).toBe('second');
  expect(await queue(async () => 'third')).toBe('third');
});

test('a message that waits is handled before going on', async () => {
  const { port1, port2 } = new MessageChannel();
  let heard = false;
  port1.onmessage = () => {
    heard = true;
  };
  port2.postMessage('cancel');
  await nextTask();
  port1.close();
  expect(heard).toBe(true);
});
