import { fetchPeople } from '../../api.ts';
import type { DialogKind } from '../../dialogs.ts';
import { useHandlers, type Handlers } from '../../shell/keyboard.ts';
import { useLive, type Live } from '../../shell/live-context.ts';
import { subjectsOf } from '../../state.ts';

/** What the keys of the queue do. */
export function useQueueCommands(): void {
  const live = useLive();
  useHandlers(handlersOf(live));
}

/** Each looks at the state at the moment of the key, which may be newer than what is drawn. */
function handlersOf({ store, tell, acting }: Omit<Live, 'state'>): Handlers {
  const act = (kind: 'take' | 'release' | 'unmerge' | 'start' | 'pause' | 'resume') => (): void =>
    acting.act({ kind }, subjectsOf(store.state));
  const ask = (kind: DialogKind) => (): void => openDialog(store, kind);
  const whileNothingIsAsked = (handler: () => void) => (): void => {
    if (store.state.dialog === undefined) handler();
  };
  return {
    next: () => tell({ type: 'move', by: 1 }),
    previous: () => tell({ type: 'move', by: -1 }),
    first: () => tell({ type: 'move-to', end: 'first' }),
    last: () => tell({ type: 'move-to', end: 'last' }),
    open: () => {
      if (store.state.selectedId === undefined) return false;
      document.querySelector<HTMLElement>('.side')?.focus();
      return true;
    },
    take: act('take'),
    release: act('release'),
    unmerge: act('unmerge'),
    work: () => act(isPaused(store) ? 'resume' : 'start')(),
    pause: () => act(isPaused(store) ? 'resume' : 'pause')(),
    close: whileNothingIsAsked(ask('close')),
    park: whileNothingIsAsked(ask('park')),
    shelve: whileNothingIsAsked(ask('shelve')),
    note: whileNothingIsAsked(ask('note')),
    'hand-over': whileNothingIsAsked(ask('hand-over')),
    merge: whileNothingIsAsked(ask('merge')),
    'site-test': whileNothingIsAsked(ask('site-test')),
    undo: () => acting.undo(store.state.selectedId),
    mark: () => {
      const { selectedId } = store.state;
      if (selectedId !== undefined) tell({ type: 'mark', eventId: selectedId });
    },
    'mark-next': () => tell({ type: 'mark-on', by: 1 }),
    'mark-previous': () => tell({ type: 'mark-on', by: -1 }),
    'mark-all': () => tell({ type: 'mark-all' }),
    'show-waiting': () => tell({ type: 'show-waiting' }),
    leave: () => tell({ type: 'leave' }),
  };
}

export function openDialog(store: Live['store'], kind: DialogKind): void {
  store.tell({ type: 'open-dialog', kind });
  const { dialog } = store.state;
  if (kind !== 'hand-over' || dialog === undefined) return;
  fetchPeople().then(
    (people) => store.tell({ type: 'people', serial: dialog.serial, people }),
    () => undefined,
  );
}

function isPaused({ state: { list, selectedId } }: Live['store']): boolean {
  const state = list.events.get(selectedId ?? '')?.state;
  return state === 'paused' || state === 'parked';
}
