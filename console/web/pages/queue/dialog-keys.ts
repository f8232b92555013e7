import {
  asksForWords,
  choicesOf,
  reasonsOf,
  wishOf,
  wordingOf,
  type Choice,
  type Dialog,
  type DialogWorld,
} from '../../dialogs.ts';
import { takesText, useKeyTaker } from '../../shell/keyboard.ts';
import { useLive, type Live } from '../../shell/live-context.ts';
import { useSession } from '../../shell/session.ts';

export interface DialogActs {
  readonly choices: (dialog: Dialog) => readonly Choice[];
  readonly choose: (value: string) => void;
  readonly send: (words: string) => void;
}

/** What a dialog can come to; each looks at the state at that moment, which may be newer than what is drawn. */
export function useDialogActs(): DialogActs {
  const live = useLive();
  const { session } = useSession();
  return dialogActs(live, session.name);
}

function dialogActs({ store, tell, acting }: Omit<Live, 'state'>, self: string): DialogActs {
  const send = (words: string): void => {
    const { dialog, nowMillis } = store.state;
    if (dialog === undefined || !dialog.glanced) return;
    if (wordingOf(dialog.kind) === 'required' && words.trim() === '') return;
    tell({ type: 'close-dialog' });
    acting.wish(wishOf(dialog, words, nowMillis), dialog.eventIds);
  };
  return {
    choices: (dialog) => choicesOf(dialog, worldOf(store.state, self)),
    choose: (value) => {
      const { dialog } = store.state;
      if (dialog === undefined || !dialog.glanced || value === '') return;
      tell({ type: 'choose', value });
      if (wordingOf(dialog.kind) === 'none') send('');
    },
    send,
  };
}

function worldOf({ list }: Live['state'], self: string): DialogWorld {
  return { events: list.events, self };
}

/** Digits choose while nothing has been typed, so that whoever knows them need not wait for the form to be drawn. */
export function useDialogKeys(): void {
  const { store } = useLive();
  const { choices, choose, send } = useDialogActs();
  useKeyTaker((press) => {
    const { dialog } = store.state;
    if (dialog === undefined || !/^[1-9]$/.test(press.key) || press.ctrlKey || press.altKey || press.metaKey)
      return false;
    if (takesText(press.target) && press.target instanceof HTMLInputElement && press.target.value !== '') return false;
    const index = Number(press.key) - 1;
    const chosen = asksForWords(dialog) ? reasonsOf(dialog)[index] : choices(dialog)[index]?.value;
    if (chosen === undefined) return false;
    if (asksForWords(dialog)) send(chosen);
    else choose(chosen);
    return true;
  });
}
