import type { ActionKind, Actor, Role } from '../core/action.ts';
import type { Event, EventState } from '../core/event.ts';

/** Who may do it: any person, whoever has the event, a supervisor, or Telltale itself. */
export type Doer = 'person' | 'holder' | 'supervisor' | 'telltale';

export interface Transition {
  /** `same` leaves the event where it is, `aside` and `foreground` only its state; `earlier` is before the action that is undone. */
  readonly to: EventState | 'same' | 'aside' | 'foreground' | 'earlier';
  readonly doers: readonly Doer[];
}

const HELD = {
  release: { to: 'new', doers: ['holder', 'supervisor', 'telltale'] },
  park: { to: 'parked', doers: ['holder', 'supervisor'] },
  close: { to: 'closed', doers: ['holder', 'supervisor', 'telltale'] },
  'hand-over': { to: 'taken', doers: ['holder', 'supervisor'] },
  merge: { to: 'closed', doers: ['holder', 'supervisor', 'telltale'] },
  shelve: { to: 'aside', doers: ['holder', 'supervisor', 'telltale'] },
  unshelve: { to: 'foreground', doers: ['person', 'telltale'] },
  note: { to: 'same', doers: ['person', 'telltale'] },
  remind: { to: 'same', doers: ['telltale'] },
  escalate: { to: 'same', doers: ['holder', 'supervisor', 'telltale'] },
  undo: { to: 'earlier', doers: ['person'] },
} as const satisfies Partial<Record<ActionKind, Transition>>;

/**
 * The control room's workflow, whole: what is not in this table cannot be done. Every state has a way out for
 * whoever stands before it, and `closed` one for a supervisor or for whoever closed it.
 */
export const WORKFLOW: Readonly<Record<EventState, Readonly<Partial<Record<ActionKind, Transition>>>>> = {
  new: {
    take: { to: 'taken', doers: ['person'] },
    close: { to: 'closed', doers: ['telltale'] },
    'hand-over': { to: 'taken', doers: ['supervisor'] },
    merge: { to: 'closed', doers: ['person', 'telltale'] },
    shelve: { to: 'aside', doers: ['person', 'telltale'] },
    unshelve: HELD.unshelve,
    note: HELD.note,
    escalate: { to: 'same', doers: ['person', 'telltale'] },
    undo: HELD.undo,
  },
  taken: { ...HELD, start: { to: 'in-progress', doers: ['holder'] }, pause: { to: 'paused', doers: ['holder'] } },
  'in-progress': { ...HELD, pause: { to: 'paused', doers: ['holder'] } },
  paused: { ...HELD, resume: { to: 'in-progress', doers: ['holder'] } },
  parked: { ...HELD, resume: { to: 'in-progress', doers: ['holder', 'supervisor'] } },
  closed: {
    reopen: { to: 'new', doers: ['supervisor'] },
    unmerge: { to: 'new', doers: ['person'] },
    undo: HELD.undo,
  },
};

/** The state that an action of this kind leads to; the one it is in where that is not in the table. */
export function stateAfter(state: EventState, kind: ActionKind): EventState {
  const to = WORKFLOW[state][kind]?.to ?? 'same';
  return to === 'same' || to === 'aside' || to === 'foreground' || to === 'earlier' ? state : to;
}

/** Merging has an inverse of its own, which knows of both events. */
const MERGING: ReadonlySet<string> = new Set<ActionKind>(['merge', 'unmerge']);

/** What moves an event can be taken back; what was said or sent cannot. */
export const UNDOABLE: ReadonlySet<string> = new Set(
  Object.values(WORKFLOW)
    .flatMap((cells) => Object.entries(cells))
    .filter(([kind, { to }]) => to !== 'same' && to !== 'earlier' && !MERGING.has(kind))
    .map(([kind]) => kind),
);

/** Of the actions on a suppressed event: what would pretend that somebody works on it must unshelve it first. */
export const ALLOWED_WHILE_SUPPRESSED: ReadonlySet<ActionKind> = new Set([
  'close',
  'escalate',
  'merge',
  'note',
  'release',
  'shelve',
  'take',
  'undo',
  'unshelve',
]);

const RANK: Readonly<Record<Role, number>> = { operator: 0, supervisor: 1, administrator: 2 };

export function isSupervisor(actor: Actor): boolean {
  return actor.kind === 'person' && RANK[actor.role ?? 'operator'] >= RANK.supervisor;
}

export function isHolder(event: Event, actor: Actor): boolean {
  return actor.kind === 'person' && event.takenBy?.name === actor.name;
}

export function mayDo(doer: Doer, event: Event, actor: Actor): boolean {
  switch (doer) {
    case 'person':
      return actor.kind === 'person';
    case 'holder':
      return isHolder(event, actor);
    case 'supervisor':
      return isSupervisor(actor);
    case 'telltale':
      return actor.kind === 'telltale';
  }
}
