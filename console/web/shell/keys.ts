import type { PlainKey } from '../i18n/translate.ts';

export type Command =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'open'
  | 'take'
  | 'work'
  | 'close'
  | 'pause'
  | 'park'
  | 'shelve'
  | 'note'
  | 'hand-over'
  | 'merge'
  | 'unmerge'
  | 'release'
  | 'site-test'
  | 'undo'
  | 'mark'
  | 'mark-next'
  | 'mark-previous'
  | 'mark-all'
  | 'show-waiting'
  | 'silence'
  | 'search'
  | 'go-queue'
  | 'leave'
  | 'help';

/** Where a key works: on every page, or in the queue. */
export type KeyScope = 'everywhere' | 'queue';

export interface KeyBinding {
  readonly command: Command;
  readonly scope: KeyScope;
  /** As `KeyboardEvent.key` names them; `Ctrl+a`, and `g q` for one after the other. */
  readonly keys: readonly string[];
  readonly label: PlainKey;
}

/** The only list of keys: the pages act by it and the help sheet is made from it. */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  { command: 'next', scope: 'queue', keys: ['j', 'ArrowDown'], label: 'key.next' },
  { command: 'previous', scope: 'queue', keys: ['k', 'ArrowUp'], label: 'key.previous' },
  { command: 'first', scope: 'queue', keys: ['Home'], label: 'key.first' },
  { command: 'last', scope: 'queue', keys: ['End'], label: 'key.last' },
  { command: 'open', scope: 'queue', keys: ['Enter', 'o'], label: 'key.open' },
  { command: 'take', scope: 'queue', keys: ['a'], label: 'key.take' },
  { command: 'close', scope: 'queue', keys: ['e'], label: 'key.close' },
  { command: 'work', scope: 'queue', keys: ['w'], label: 'key.work' },
  { command: 'pause', scope: 'queue', keys: ['p'], label: 'key.pause' },
  { command: 'park', scope: 'queue', keys: ['b'], label: 'key.park' },
  { command: 'note', scope: 'queue', keys: ['m'], label: 'key.note' },
  { command: 'hand-over', scope: 'queue', keys: ['h'], label: 'key.handOver' },
  { command: 'release', scope: 'queue', keys: ['r'], label: 'key.release' },
  { command: 'merge', scope: 'queue', keys: ['y'], label: 'key.merge' },
  { command: 'unmerge', scope: 'queue', keys: ['Y'], label: 'key.unmerge' },
  { command: 'shelve', scope: 'queue', keys: ['s'], label: 'key.shelve' },
  { command: 'site-test', scope: 'queue', keys: ['t'], label: 'key.siteTest' },
  { command: 'undo', scope: 'queue', keys: ['u', 'z'], label: 'key.undo' },
  { command: 'mark', scope: 'queue', keys: ['x'], label: 'key.mark' },
  { command: 'mark-next', scope: 'queue', keys: ['J'], label: 'key.markNext' },
  { command: 'mark-previous', scope: 'queue', keys: ['K'], label: 'key.markPrevious' },
  { command: 'mark-all', scope: 'queue', keys: ['Ctrl+a'], label: 'key.markAll' },
  { command: 'show-waiting', scope: 'queue', keys: ['n'], label: 'key.showWaiting' },
  { command: 'leave', scope: 'queue', keys: ['Escape'], label: 'key.leave' },
  { command: 'silence', scope: 'everywhere', keys: ['.'], label: 'key.silence' },
  { command: 'search', scope: 'everywhere', keys: ['/'], label: 'key.search' },
  { command: 'go-queue', scope: 'everywhere', keys: ['g q'], label: 'key.goQueue' },
  { command: 'help', scope: 'everywhere', keys: ['?'], label: 'key.help' },
];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Whether the key goes into a field that takes text. */
  readonly inField: boolean;
  /** Whether it belongs to what has the focus: Enter on a button presses the button. */
  readonly onControl?: boolean;
}

/** One key that a person has put in the place of the usual ones, by command. */
export type KeyChanges = Readonly<Record<string, string>>;

export function keysOf(binding: KeyBinding, changes: KeyChanges): readonly string[] {
  const changed = changes[binding.command];
  return changed === undefined ? binding.keys : [changed];
}

export type KeyMeaning = { readonly command: Command } | { readonly begins: string } | undefined;

/**
 * What a key means after `before` (the first half of two keys, or ''). With single keys switched off (WCAG 2.1.4)
 * only named keys and those with Ctrl count.
 */
export function meaningOf(
  press: KeyPress,
  before: string,
  { singleKeys, changes }: { readonly singleKeys: boolean; readonly changes: KeyChanges },
): KeyMeaning {
  if (press.altKey || press.metaKey) return undefined;
  if (press.inField && press.key !== 'Escape') return undefined;
  if (press.onControl === true && press.key === 'Enter') return undefined;
  if (!singleKeys && press.key.length === 1 && !press.ctrlKey) return undefined;
  const key = keyText(press);
  const pressed = before === '' ? key : `${before} ${key}`;
  const found = KEY_BINDINGS.find((binding) => keysOf(binding, changes).includes(pressed));
  if (found !== undefined) return { command: found.command };
  const begins = KEY_BINDINGS.some((binding) =>
    keysOf(binding, changes).some((keys) => keys.startsWith(`${pressed} `)),
  );
  return begins ? { begins: pressed } : undefined;
}

/** As the registry writes it. */
export function keyText({ key, ctrlKey }: Pick<KeyPress, 'key' | 'ctrlKey'>): string {
  return ctrlKey ? `Ctrl+${key}` : key;
}

/** Whoever has `key` already, so that one key never means two things. */
export function holderOf(key: string, changes: KeyChanges): Command | undefined {
  return KEY_BINDINGS.find((binding) =>
    keysOf(binding, changes).some((keys) => keys === key || keys.startsWith(`${key} `) || key.startsWith(`${keys} `)),
  )?.command;
}

const KEY_NAMES: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc', Enter: '⏎' };

export function keyName(key: string): string {
  return KEY_NAMES[key] ?? key;
}
