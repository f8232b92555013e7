import { useEffect, useRef } from 'preact/hooks';
import { meaningOf, type Command, type KeyChanges } from './keys.ts';

/** What the page does at a key; false leaves the key to the browser. */
type Handler = () => boolean | void;
export type Handlers = Readonly<Partial<Record<Command, Handler>>>;

/** A dialog that is open gets digits and Enter before anything else. */
type KeyTaker = (press: KeyboardEvent) => boolean;

interface KeyListening {
  readonly singleKeys: boolean;
  readonly changes: KeyChanges;
}

/** How long the second of two keys may take. */
const SEQUENCE_MILLIS = 1500;

const registered = new Set<{ current: Handlers }>();
const takers = new Set<{ current: KeyTaker }>();

/** What this part of the page does at its keys, for as long as it is drawn. */
export function useHandlers(handlers: Handlers): void {
  useRegistered(registered, handlers);
}

export function useKeyTaker(taker: KeyTaker): void {
  useRegistered(takers, taker);
}

function useRegistered<T>(all: Set<{ current: T }>, value: T): void {
  const entry = useRef(value);
  entry.current = value;
  useEffect(() => {
    all.add(entry);
    return () => void all.delete(entry);
  }, []);
}

/** Listens for every key of the page; once, in the shell. */
export function useKeyboard(listening: KeyListening): void {
  const latest = useRef(listening);
  latest.current = listening;
  useEffect(() => {
    let before = '';
    let forget: number | undefined;
    const listen = (press: KeyboardEvent): void => {
      if (press.defaultPrevented || press.isComposing) return;
      if ([...takers].some(({ current }) => current(press))) {
        press.preventDefault();
        return;
      }
      const meaning = meaningOf({ ...keyPressOf(press) }, before, latest.current);
      before = '';
      window.clearTimeout(forget);
      if (meaning === undefined) return;
      if ('begins' in meaning) {
        before = meaning.begins;
        forget = window.setTimeout(() => (before = ''), SEQUENCE_MILLIS);
      } else if (!carryOut(meaning.command)) return;
      press.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function carryOut(command: Command): boolean {
  for (const { current } of registered) {
    const handler = current[command];
    if (handler !== undefined) return handler() !== false;
  }
  return false;
}

function keyPressOf(press: KeyboardEvent) {
  const { key, ctrlKey, altKey, metaKey, target } = press;
  const onControl = target instanceof HTMLElement && target.matches('button, a, summary, [role=button]');
  return { key, ctrlKey, altKey, metaKey, inField: takesText(target), onControl };
}

export function takesText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
