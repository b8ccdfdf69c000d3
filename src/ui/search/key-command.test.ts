import { expect, it } from 'vitest';
import { type KeyPress, keyCommand } from './key-command.ts';

const plain: KeyPress = {
  key: 'ArrowLeft',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  takenElsewhere: false,
};

it.each<[Partial<KeyPress>, string | undefined]>([
  [{}, 'previous'],
  [{ key: 'ArrowRight' }, 'next'],
  [{ key: 'Home' }, 'first'],
  [{ key: 'End' }, 'last'],
  [{ key: 'Escape' }, 'cancel'],
  [{ key: 'Escape', takenElsewhere: true }, undefined],
  [{ key: '/' }, 'focus-query'],
  [{ key: '/', shiftKey: true }, 'focus-query'],
  [{ key: '?', shiftKey: true }, 'help'],
  [{ key: '?', takenElsewhere: true }, undefined],
  [{ takenElsewhere: true }, undefined],
  [{ altKey: true }, undefined],
  [{ key: 'Home', shiftKey: true }, undefined],
  [{ key: 'End', ctrlKey: true }, undefined],
  [{ key: 'toString' }, undefined],
])('%j gives %s', (press, command) => {
  expect(keyCommand({ ...plain, ...press })).toBe(command);
});
