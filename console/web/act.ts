import type { ActionBody } from '../server/api-schemas.ts';
import { postAction, wordsFor } from './api.ts';
import type { ConsoleState, Happening } from './state.ts';

export type Act = (action: ActionBody) => Promise<void>;

const DONE: Readonly<Record<ActionBody['kind'], string>> = {
  take: 'You have it.',
  release: 'Back in the queue.',
  start: 'In progress.',
  pause: 'Paused.',
  resume: 'In progress again.',
  park: 'Parked.',
  close: 'Closed. Press u to take it back.',
  reopen: 'Open again.',
  'hand-over': 'Handed over.',
  merge: 'Merged.',
  unmerge: 'On its own again.',
  shelve: 'Shelved.',
  unshelve: 'Back in the queue.',
  note: 'Noted.',
  remind: 'Reminded.',
  escalate: 'Escalated.',
  undo: 'Taken back.',
};

/**
 * Sends what the operator decided. The same wish about the same version of an event keeps its idempotency key, so
 * a repeat after a lost answer cannot act twice.
 */
export function makeAct(
  tell: (happening: Happening) => void,
): (state: ConsoleState, action: ActionBody) => Promise<void> {
  let lastWish = '';
  let key = '';
  return async (state, action) => {
    const event = state.list.events.get(state.selectedId ?? '');
    if (event === undefined || state.pending !== undefined) return;
    const wish = JSON.stringify([event.id, event.version, action]);
    if (wish !== lastWish) {
      lastWish = wish;
      key = crypto.randomUUID();
    }
    tell({ type: 'action-started', kind: action.kind });
    try {
      const after = await postAction(event.id, action, key);
      tell({ type: 'action-ended', notice: { tone: 'done', text: DONE[action.kind] }, event: after });
    } catch (failure) {
      tell({ type: 'action-ended', notice: { tone: 'refused', text: wordsFor(failure) } });
    }
  };
}
