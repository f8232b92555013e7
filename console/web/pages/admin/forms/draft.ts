import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { pathText, valueAt, type Tree } from '../../../../../core/settings-tree.ts';
import type { SettingsCheckView, SettingsView } from '../../../../server/administration-schemas.ts';
import { wordsFor } from '../../../api.ts';
import { useLive } from '../../../shell/live-context.ts';
import { admin } from '../admin-api.ts';
import { treeOf, withListOf, withValue, type SettingPath } from './settings-text.ts';

/** How long nobody types before what stands there is checked. */
const PAUSE_MILLIS = 300;

/** The settings file as somebody is about to change it. */
export interface Draft {
  readonly text: string;
  readonly tree: Tree;
  readonly settings: SettingsView;
  readonly isChanged: boolean;
  /** Of the text as it stands; undefined while it is being checked. */
  readonly check: SettingsCheckView | undefined;
  readonly edit: (change: (text: string) => string) => void;
  readonly set: (path: SettingPath, value: unknown) => void;
  readonly discard: () => void;
  /** The settings are read again, and what was changed here is forgotten. */
  readonly load: () => Promise<SettingsView>;
}

export type DraftState = Draft | { readonly refusal: string } | 'unreadable' | undefined;

/** One draft for all forms, so that somebody may fill in several before anything is applied. */
export function useDraft(): DraftState {
  const [settings, setSettings] = useState<SettingsView>();
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState('');
  const load = async (): Promise<SettingsView> => {
    const loaded = await admin.settings();
    setSettings(loaded);
    setText(loaded.text);
    return loaded;
  };
  useEffect(() => {
    load().catch((cause: unknown) => setRefusal(wordsFor(cause)));
  }, []);
  const tree = useMemo(() => treeOf(text), [text]);
  const check = useCheck(text, settings);
  useWarningBeforeLeaving(settings !== undefined && text !== settings.text);
  if (settings === undefined) return refusal === '' ? undefined : { refusal };
  if (tree === undefined) return 'unreadable';
  const edit: Draft['edit'] = (change) => setText(change);
  return {
    text,
    tree,
    settings,
    isChanged: text !== settings.text,
    check,
    edit,
    set: (path, value) => edit((before) => withValue(withListOf(before, path, settings.usual), path, value)),
    discard: () => setText(settings.text),
    load,
  };
}

/** What the server says of the text, by the schema that every start goes by; an answer about an earlier text is left out. */
function useCheck(text: string, settings: SettingsView | undefined): SettingsCheckView | undefined {
  const [checked, setChecked] = useState<{ readonly text: string; readonly check: SettingsCheckView }>();
  useEffect(() => {
    if (settings === undefined || text === settings.text) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      admin.checkSettings(text).then(
        (check) => isWanted && setChecked({ text, check }),
        (cause: unknown) => isWanted && setChecked({ text, check: unanswered(wordsFor(cause)) }),
      );
    }, PAUSE_MILLIS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [text, settings]);
  return checked?.text === text ? checked.check : undefined;
}

function unanswered(remedy: string): SettingsCheckView {
  return { problems: [{ path: '', value: '', remedy }], differences: [] };
}

function useWarningBeforeLeaving(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return;
    const warn = (leaving: BeforeUnloadEvent): void => leaving.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isChanged]);
}

export const DraftContext = createContext<Draft | undefined>(undefined);

export function useDraftHere(): Draft {
  const draft = useContext(DraftContext);
  if (draft === undefined) throw new Error('a form stands outside of the forms');
  return draft;
}

/** What one field of a form is about. */
export interface Setting {
  /** As the file says it. */
  readonly value: unknown;
  /** What holds where the file says nothing, or whatever it says. */
  readonly usual: unknown;
  /** The environment variable that wins over the file. */
  readonly heldBy: string | undefined;
  readonly problem: string | undefined;
}

export function settingAt({ tree, settings, check }: Draft, path: SettingPath): Setting {
  const place = pathText(path);
  const inForce = settings.inForce.find((each) => each.path === place);
  const heldBy = inForce === undefined || ['default', 'file'].includes(inForce.origin) ? undefined : inForce.origin;
  const problem = check?.problems.find((each) => each.path === place || each.path.startsWith(`${place}[`));
  return {
    value: heldBy === undefined ? valueAt(tree, path) : undefined,
    usual: heldBy === undefined ? valueAt(settings.usual, path) : inForce?.value,
    heldBy,
    problem: problem?.remedy,
  };
}

/** Entries of a list, or the usual ones where the file has no such list. */
export function entriesAt({ tree, settings }: Draft, path: SettingPath): readonly unknown[] {
  const entries = valueAt(tree, path) ?? valueAt(settings.usual, path);
  return Array.isArray(entries) ? entries : [];
}

export function namesAt({ tree }: Draft, path: SettingPath): readonly string[] {
  const value = valueAt(tree, path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Calls once Telltale has started anew after `arm`. */
export function useNextStart(onStart: () => void): () => void {
  const { state } = useLive();
  const startedAt = state.status?.startedAt;
  const [armedAt, setArmedAt] = useState<string>();
  const latest = useRef(onStart);
  latest.current = onStart;
  useEffect(() => {
    if (armedAt === undefined || startedAt === armedAt || state.link !== 'live') return;
    setArmedAt(undefined);
    latest.current();
  }, [armedAt, startedAt, state.link]);
  return () => setArmedAt(startedAt);
}
