import type { ActionBody, EventSummary, StatusView } from '../server/api-schemas.ts';
import { mergeTargets, type Dialog, type DialogKind } from './dialogs.ts';
import { t } from './i18n/translate.ts';
import {
  closeUnnamed,
  EMPTY_LIST,
  heldList,
  mergeEvents,
  sortedList,
  sortedWith,
  type EventsById,
  type QueueList,
} from './queue-list.ts';

/** The stream beats every two seconds; after this much silence the page says that it is stale. */
export const SILENCE_MILLIS = 5000;

export type Link = 'connecting' | 'live' | 'lost';

export interface Notice {
  readonly tone: 'done' | 'refused';
  readonly text: string;
}

/** Something this person has done here, so that it can be taken back. */
export interface Deed {
  readonly kind: ActionBody['kind'] | 'site-test';
  readonly eventIds: readonly string[];
  /** Of a note its words, of a test the name of its site. */
  readonly subject: string | undefined;
}

const MOST_DEEDS_KEPT = 100;

export interface ConsoleState {
  readonly list: QueueList;
  readonly selectedId: string | undefined;
  /** What several things are to be done to at once. */
  readonly marked: ReadonlySet<string>;
  /** On a narrow screen one pane is shown at a time. */
  readonly pane: 'queue' | 'side';
  readonly scrolled: boolean;
  readonly status: StatusView | undefined;
  /** Of a snapshot that comes in parts: what has been named so far. Undefined once all of it is here. */
  readonly named: ReadonlySet<string> | undefined;
  readonly link: Link;
  readonly heardAtMillis: number;
  /** Server time, so that ages are right whatever the clock of this machine says. */
  readonly nowMillis: number;
  readonly clockOffsetMillis: number;
  /** What has been asked of the server and not been answered, by event. */
  readonly pending: ReadonlyMap<string, Deed['kind']>;
  readonly dialog: Dialog | undefined;
  /** What can be taken back, the latest last. */
  readonly deeds: readonly Deed[];
  /** How many dialogs there have been. */
  readonly dialogCount: number;
  readonly notice: Notice | undefined;
  readonly helpShown: boolean;
}

export type Happening =
  | {
      readonly type: 'snapshot';
      readonly events: readonly EventSummary[];
      readonly status: StatusView;
      readonly more: boolean;
    }
  | { readonly type: 'more'; readonly events: readonly EventSummary[]; readonly more: boolean }
  | { readonly type: 'events'; readonly events: readonly EventSummary[] }
  | { readonly type: 'status'; readonly status: StatusView }
  | { readonly type: 'heard'; readonly serverNowMillis: number; readonly atMillis: number; readonly wallMillis: number }
  | { readonly type: 'link-broken' }
  | { readonly type: 'tick'; readonly atMillis: number; readonly wallMillis: number }
  | { readonly type: 'select'; readonly eventId: string }
  | { readonly type: 'move'; readonly by: 1 | -1 }
  | { readonly type: 'linked'; readonly event: EventSummary }
  | { readonly type: 'link-failed'; readonly text: string }
  | { readonly type: 'leave' }
  | { readonly type: 'show-system' }
  | { readonly type: 'scrolled'; readonly scrolled: boolean }
  | { readonly type: 'show-waiting' }
  | { readonly type: 'move-to'; readonly end: 'first' | 'last' }
  | { readonly type: 'mark'; readonly eventId: string }
  | { readonly type: 'mark-on'; readonly by: 1 | -1 }
  | { readonly type: 'mark-all' }
  | { readonly type: 'unmark-all' }
  | { readonly type: 'action-started'; readonly eventIds: readonly string[]; readonly kind: Deed['kind'] }
  | {
      readonly type: 'action-ended';
      readonly eventIds: readonly string[];
      readonly notice: Notice;
      readonly events: readonly EventSummary[];
      /** What can be taken back now, or what no longer can. */
      readonly deeds?: readonly Deed[];
    }
  | { readonly type: 'open-dialog'; readonly kind: DialogKind }
  | { readonly type: 'choose'; readonly value: string }
  | { readonly type: 'glanced'; readonly serial: number }
  | { readonly type: 'close-dialog' }
  /** Who is signed on: who work can be handed to. */
  | { readonly type: 'people'; readonly serial: number; readonly people: readonly string[] }
  | { readonly type: 'toggle-help' };

export function initialState(wallMillis: number, atMillis: number): ConsoleState {
  return {
    list: EMPTY_LIST,
    selectedId: undefined,
    marked: new Set(),
    pane: 'queue',
    scrolled: false,
    status: undefined,
    named: new Set(),
    link: 'connecting',
    heardAtMillis: atMillis,
    nowMillis: wallMillis,
    clockOffsetMillis: 0,
    pending: new Map(),
    dialog: undefined,
    deeds: [],
    dialogCount: 0,
    notice: undefined,
    helpShown: false,
  };
}

export function reduce(state: ConsoleState, happening: Happening): ConsoleState {
  switch (happening.type) {
    case 'snapshot':
      return named({ ...state, status: happening.status, named: new Set() }, happening);
    case 'more':
      return named(state, happening);
    case 'events':
      return withChanged(state, happening.events);
    case 'status':
      return { ...state, status: happening.status };
    case 'heard':
      return {
        ...state,
        link: 'live',
        heardAtMillis: happening.atMillis,
        clockOffsetMillis: happening.serverNowMillis - happening.wallMillis,
        nowMillis: happening.serverNowMillis,
      };
    case 'link-broken':
      return { ...state, link: state.link === 'connecting' ? 'connecting' : 'lost' };
    case 'tick':
      return {
        ...state,
        nowMillis: happening.wallMillis + state.clockOffsetMillis,
        link: happening.atMillis - state.heardAtMillis > SILENCE_MILLIS ? 'lost' : state.link,
      };
    case 'scrolled':
      return withChanged({ ...state, scrolled: happening.scrolled }, []);
    case 'show-waiting':
      return { ...state, list: sortedList(state.list.events), scrolled: false };
    case 'action-started':
    case 'action-ended':
      return action(state, happening);
    case 'open-dialog':
    case 'choose':
    case 'glanced':
    case 'people':
    case 'close-dialog':
      return asking(state, happening);
    case 'mark':
    case 'mark-on':
    case 'mark-all':
    case 'unmark-all':
      return marking(state, happening);
    case 'toggle-help':
      return { ...state, helpShown: !state.helpShown };
    case 'linked':
      return linked(state, happening.event);
    case 'link-failed':
      return { ...state, pane: 'side', notice: { tone: 'refused', text: happening.text } };
    case 'select':
    case 'move':
    case 'move-to':
    case 'leave':
    case 'show-system':
      return selection(state, happening);
  }
}

/** A part of a snapshot; after the last one what was not named is closed. */
function named(
  state: ConsoleState,
  { events, more }: { readonly events: readonly EventSummary[]; readonly more: boolean },
): ConsoleState {
  const soFar = new Set([...(state.named ?? []), ...events.map(({ id }) => id)]);
  if (more) return withChanged({ ...state, named: soFar }, events);
  return arranged({ ...state, named: undefined }, closeUnnamed(mergeEvents(state.list.events, events), soFar));
}

function selection(
  state: ConsoleState,
  happening: Extract<Happening, { type: 'select' | 'move' | 'move-to' | 'leave' | 'show-system' }>,
): ConsoleState {
  switch (happening.type) {
    case 'select':
      return selected(state, happening.eventId);
    case 'move':
      return selected(state, neighbour(state, happening.by));
    case 'move-to':
      return atEnd(state, happening.end);
    case 'leave':
      if (state.helpShown) return { ...state, helpShown: false };
      if (state.dialog !== undefined) return { ...state, dialog: undefined };
      if (state.marked.size > 0) return { ...state, marked: new Set() };
      return { ...selected(state, undefined), pane: 'queue' };
    case 'show-system':
      return { ...selected(state, undefined), pane: 'side' };
  }
}

function selected(state: ConsoleState, eventId: string | undefined): ConsoleState {
  if (eventId === state.selectedId && eventId !== undefined) return { ...state, pane: 'side' };
  const next: ConsoleState = { ...state, selectedId: eventId, dialog: undefined, notice: undefined };
  return eventId === undefined ? withChanged(next, []) : { ...next, pane: 'side' };
}

function neighbour({ list: { order }, selectedId }: ConsoleState, by: 1 | -1): string | undefined {
  if (selectedId === undefined) return order[0];
  const index = Math.min(order.length - 1, Math.max(0, order.indexOf(selectedId) + by));
  return order[index] ?? selectedId;
}

/** Somebody followed a link from a message; the event may be closed long since and in no list. */
function linked(state: ConsoleState, event: EventSummary): ConsoleState {
  const next: ConsoleState = { ...state, selectedId: event.id, pane: 'side', dialog: undefined, notice: undefined };
  return withChanged(next, [event]);
}

/** The most urgent event there is: what waits above is let in first. */
function atEnd(state: ConsoleState, end: 'first' | 'last'): ConsoleState {
  if (end === 'last') return selected(state, state.list.order.at(-1));
  const list = sortedList(state.list.events);
  return selected({ ...state, list, scrolled: false }, list.order[0]);
}

function marking(
  state: ConsoleState,
  happening: Extract<Happening, { type: 'mark' | 'mark-on' | 'mark-all' | 'unmark-all' }>,
): ConsoleState {
  switch (happening.type) {
    case 'mark': {
      const marked = new Set(state.marked);
      if (!marked.delete(happening.eventId)) marked.add(happening.eventId);
      return { ...state, marked };
    }
    case 'mark-on': {
      const next = neighbour(state, happening.by);
      const marked = new Set([...state.marked, state.selectedId, next].filter((id) => id !== undefined));
      return { ...selected(state, next), marked };
    }
    case 'mark-all':
      return { ...state, marked: new Set(openOnes(state, state.list.order)) };
    case 'unmark-all':
      return { ...state, marked: new Set() };
  }
}

/** What a command is about: everything that is marked, or else the selected event. */
export function subjectsOf(state: ConsoleState): readonly string[] {
  if (state.marked.size > 0)
    return openOnes(
      state,
      state.list.order.filter((id) => state.marked.has(id)),
    );
  return state.selectedId === undefined ? [] : [state.selectedId];
}

function openOnes({ list }: ConsoleState, ids: readonly string[]): readonly string[] {
  return ids.filter((id) => {
    const state = list.events.get(id)?.state;
    return state !== undefined && state !== 'closed';
  });
}

function asking(
  state: ConsoleState,
  happening: Extract<Happening, { type: 'open-dialog' | 'choose' | 'glanced' | 'people' | 'close-dialog' }>,
): ConsoleState {
  if (happening.type === 'open-dialog') return openDialog(state, happening.kind);
  if (happening.type === 'close-dialog') return { ...state, dialog: undefined };
  const { dialog } = state;
  if (dialog === undefined) return state;
  if (happening.type === 'choose') return { ...state, dialog: { ...dialog, chosen: happening.value } };
  // What was asked for another dialog says nothing of this one.
  if (happening.serial !== dialog.serial) return state;
  if (happening.type === 'glanced') return { ...state, dialog: { ...dialog, glanced: true } };
  return { ...state, dialog: { ...dialog, offered: dialog.offered ?? happening.people } };
}

function openDialog(state: ConsoleState, kind: DialogKind): ConsoleState {
  const eventIds = openOnes(state, subjectsOf(state));
  if (eventIds.length === 0) return state;
  const untaken = eventIds.some((id) => state.list.events.get(id)?.state === 'new' && !isBeingTaken(state, id));
  if (kind === 'close' && untaken) return { ...state, notice: { tone: 'refused', text: t('queue.takeFirst') } };
  const serial = state.dialogCount + 1;
  const offered = kind === 'merge' ? mergeTargets(eventIds, state.list) : undefined;
  return {
    ...state,
    dialog: { kind, eventIds, chosen: undefined, glanced: eventIds.length === 1, serial, offered },
    dialogCount: serial,
    pane: 'side',
    notice: undefined,
  };
}

/** Whoever types faster than the server answers need not wait for it. */
function isBeingTaken({ pending }: ConsoleState, eventId: string): boolean {
  return pending.get(eventId) === 'take';
}

function action(
  state: ConsoleState,
  happening: Extract<Happening, { type: 'action-started' | 'action-ended' }>,
): ConsoleState {
  const pending = new Map(state.pending);
  if (happening.type === 'action-started') {
    for (const id of happening.eventIds) pending.set(id, happening.kind);
    return { ...state, pending, notice: undefined };
  }
  for (const id of happening.eventIds) pending.delete(id);
  const { notice, events, deeds = state.deeds } = happening;
  const isDone = notice.tone === 'done' && happening.eventIds.length > 1;
  const marked = isDone ? new Set<string>() : state.marked;
  const next: ConsoleState = { ...state, pending, notice, marked, deeds: deeds.slice(-MOST_DEEDS_KEPT) };
  return events.length === 0 ? next : withChanged(next, events);
}

/** What every message of the stream does, so it costs little however long the list is. */
function withChanged(state: ConsoleState, incoming: readonly EventSummary[]): ConsoleState {
  const { list, selectedId } = state;
  if (!isHeld(state)) return { ...state, list: list.isSorted ? sortedWith(list, incoming) : allSorted(list, incoming) };
  return { ...state, list: heldList(list, mergeEvents(list.events, incoming), selectedId, incoming) };
}

function allSorted({ events }: QueueList, incoming: readonly EventSummary[]): QueueList {
  return sortedList(mergeEvents(events, incoming));
}

function arranged(state: ConsoleState, events: EventsById): ConsoleState {
  return { ...state, list: isHeld(state) ? heldList(state.list, events, state.selectedId) : sortedList(events) };
}

/** Nothing moves while a row is selected or the list is scrolled. */
function isHeld({ selectedId, scrolled, marked }: ConsoleState): boolean {
  return selectedId !== undefined || scrolled || marked.size > 0;
}
