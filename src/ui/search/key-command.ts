export type KeyCommand = 'focus-query' | 'previous' | 'next' | 'first' | 'last' | 'cancel' | 'help';

/** What is read of a keyboard event, so that this can be tested without a browser. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** Inside something that takes keys itself: a text field, a set of radio buttons, an open dialog. */
  readonly takenElsewhere: boolean;
}

const COMMANDS = new Map<string, KeyCommand>([
  ['/', 'focus-query'],
  ['?', 'help'],
  ['ArrowLeft', 'previous'],
  ['ArrowRight', 'next'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Escape', 'cancel'],
]);

/** The keys and what they do, for the help. */
export const KEY_HELP: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['/'], does: 'Go to the query field' },
  { keys: ['Enter'], does: 'Search, from the query field' },
  { keys: ['←', '→'], does: 'Previous and next round' },
  { keys: ['Home'], does: 'First round' },
  { keys: ['End'], does: 'Latest round, and follow the ones to come' },
  { keys: ['Esc'], does: 'Cancel the search; what was scored is kept' },
  { keys: ['?'], does: 'These keys' },
];

/** Shift is ignored for '/' and '?', which need it on some keyboards and not on others. */
export function keyCommand(press: KeyPress): KeyCommand | undefined {
  if (press.takenElsewhere || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const command = COMMANDS.get(press.key);
  const isSign = command === 'focus-query' || command === 'help';
  return press.shiftKey && !isSign ? undefined : command;
}
