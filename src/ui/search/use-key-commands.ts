import { useEffect, useEffectEvent } from 'react';
import { type KeyCommand, keyCommand } from './key-command.ts';

const TAKES_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="radiogroup"], [role="listbox"], [role="menu"]';

/**
 * Calls `run` for every key command pressed anywhere on the page while this is mounted. Where it returns
 * false, the key keeps its usual meaning.
 */
export function useKeyCommands(run: (command: KeyCommand) => boolean): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const takenElsewhere =
      event.defaultPrevented ||
      (event.target instanceof Element && event.target.closest(TAKES_KEYS) !== null);
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const command = keyCommand({ key, ctrlKey, metaKey, altKey, shiftKey, takenElsewhere });
    if (command && run(command)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
