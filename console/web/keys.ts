export type Command = 'next' | 'previous' | 'take' | 'release' | 'close' | 'undo' | 'show-waiting' | 'leave' | 'help';

export interface KeyBinding {
  readonly command: Command;
  readonly keys: readonly string[];
  readonly label: string;
}

/** The only list of keys: the page acts by it and the help sheet is made from it. */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  { command: 'next', keys: ['j', 'ArrowDown'], label: 'Next event' },
  { command: 'previous', keys: ['k', 'ArrowUp'], label: 'Previous event' },
  { command: 'take', keys: ['a'], label: 'Take charge' },
  { command: 'close', keys: ['e'], label: 'Close; then 1 to 4 for how it ended' },
  { command: 'release', keys: ['r'], label: 'Give it back to the queue' },
  { command: 'undo', keys: ['u'], label: 'Take the last action on it back' },
  { command: 'show-waiting', keys: ['n'], label: 'Show new events that wait above' },
  { command: 'leave', keys: ['Escape'], label: 'Back to the queue' },
  { command: 'help', keys: ['?'], label: 'This help' },
];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Whether the key goes into a field that takes text. */
  readonly inField: boolean;
}

/** What a key means here; with single keys switched off (WCAG 2.1.4) only named keys count. */
export function commandOf(press: KeyPress, singleKeysOn: boolean): Command | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  if (press.inField && press.key !== 'Escape') return undefined;
  if (!singleKeysOn && press.key.length === 1) return undefined;
  return KEY_BINDINGS.find(({ keys }) => keys.includes(press.key))?.command;
}

const KEY_NAMES: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };

export function keyName(key: string): string {
  return KEY_NAMES[key] ?? key;
}
