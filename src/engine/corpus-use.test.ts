import { expect, it } from 'vitest';
import { XennError } from '../core/errors.ts';
import { createCorpusUse } from './corpus-use.ts';

const IN_USE = new XennError(
  'InvalidArgumentError',
  'This corpus is in use: it is being prepared, searched, indexed or measured. Wait until that has ended, or stop it, then try again.',
);

function openGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

it('refuses a change while there is a reader, of this corpus only', async () => {
  const use = createCorpusUse();
  const gate = openGate();
  const reading = use.reading('a', () => gate.opened);
  await Promise.resolve();
  await expect(use.changing('a', async () => 1)).rejects.toThrow(IN_USE);
  expect(await use.changing('b', async () => 2)).toBe(2);
  gate.open();
  await reading;
  expect(await use.changing('a', async () => 3)).toBe(3);
});

it('lets readers wait for a change, a failed one too, and refuses a second change', async () => {
  const use = createCorpusUse();
  const gate = openGate();
  const events: string[] = [];
  const changing = use.changing('a', async () => {
    await gate.opened;
    events.push('changed');
    throw new Error('The disk is full.');
  });
  const reading = use.reading('a', async () => void events.push('read'));
  await expect(use.changing('a', async () => 1)).rejects.toThrow(IN_USE);
  gate.open();
  await expect(changing).rejects.toThrow('The disk is full.');
  await reading;
  expect(events).toEqual(['changed', 'read']);
});

it('forgets a reader that failed', async () => {
  const use = createCorpusUse();
  await expect(use.reading('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await use.changing('a', async () => 1)).toBe(1);
});
