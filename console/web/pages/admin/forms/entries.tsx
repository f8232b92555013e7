import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { entriesAt, useDraftHere } from './draft.ts';
import { withEntryAt, withEntryMoved, withListOf, withValue, type SettingPath } from './settings-text.ts';
import { t } from '../../../i18n/translate.ts';

export interface EntryActs {
  readonly entries: readonly unknown[];
  readonly addAt: (index: number, entry: unknown) => void;
  readonly remove: (index: number) => void;
  readonly move: (from: number, to: number) => void;
}

/** The entries of a list in the draft, those that usually hold included, and what can be done to them. */
export function useEntries(path: SettingPath): EntryActs {
  const draft = useDraftHere();
  const change = (edit: (text: string) => string): void =>
    draft.edit((text) => edit(withListOf(text, [...path, 0], draft.settings.usual)));
  return {
    entries: entriesAt(draft, path),
    addAt: (index, entry) => change((text) => withEntryAt(text, path, index, entry)),
    remove: (index) => change((text) => withValue(text, [...path, index], undefined)),
    move: (from, to) => change((text) => withEntryMoved(text, path, from, to)),
  };
}

interface EntriesProps {
  readonly path: SettingPath;
  /** What an entry holds that was just added. */
  readonly fresh: unknown;
  readonly empty: string;
  readonly addWords: string;
  readonly removeWords: (index: number) => string;
  readonly children: (path: SettingPath, index: number) => ComponentChildren;
}

/** A list of settings that belong together, each a card: a new one takes the keyboard, and so does the way to add one when one is gone. */
export function Entries({ path, fresh, empty, addWords, removeWords, children }: EntriesProps) {
  const { entries, addAt, remove } = useEntries(path);
  const list = useRef<HTMLUListElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const [isNew, setIsNew] = useState(false);
  useLayoutEffect(() => {
    if (!isNew) return;
    list.current?.querySelector<HTMLElement>(':scope > li:last-child :is(input, select)')?.focus();
    setIsNew(false);
  }, [isNew]);
  return (
    <>
      {entries.length === 0 && <p class="quiet">{empty}</p>}
      <ul class="entries" ref={list}>
        {entries.map((_, index) => (
          <li key={index}>
            <div class="entry-fields">{children([...path, index], index)}</div>
            <button
              type="button"
              aria-label={removeWords(index)}
              onClick={() => {
                remove(index);
                adder.current?.focus();
              }}
            >
              {t('forms.remove')}
            </button>
          </li>
        ))}
      </ul>
      <div>
        <button
          type="button"
          ref={adder}
          onClick={() => {
            addAt(entries.length, fresh);
            setIsNew(true);
          }}
        >
          {addWords}
        </button>
      </div>
    </>
  );
}
