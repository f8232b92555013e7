import type { ActionBody, EventSummary, StatusView } from '../server/api-schemas.ts';
import {
  closeUnnamed,
  EMPTY_LIST,
  heldList,
  mergeEvents,
  sortedList,
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

export interface ConsoleState {
  readonly list: QueueList;
  readonly selectedId: string | undefined;
  /** On a narrow screen one pane is shown at a time. */
  readonly pane: 'queue' | 'side';
  readonly scrolled: boolean;
  readonly status: StatusView | undefined;
  readonly link: Link;
  readonly heardAtMillis: number;
  /** Server time, so that ages are right whatever the clock of this machine says. */
  readonly nowMillis: number;
  readonly clockOffsetMillis: number;
  readonly pending: ActionBody['kind'] | undefined;
  readonly closing: boolean;
  readonly notice: Notice | undefined;
  readonly helpShown: boolean;
}

export type Happening =
  | { readonly type: 'snapshot'; readonly events: readonly EventSummary[]; readonly status: StatusView }
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
  | { readonly type: 'action-started'; readonly kind: ActionBody['kind'] }
  | { readonly type: 'action-ended'; readonly notice: Notice; readonly event?: EventSummary }
  | { readonly type: 'begin-closing' }
  | { readonly type: 'stop-closing' }
  | { readonly type: 'toggle-help' };

export function initialState(wallMillis: number, atMillis: number): ConsoleState {
  return {
    list: EMPTY_LIST,
    selectedId: undefined,
    pane: 'queue',
    scrolled: false,
    status: undefined,
    link: 'connecting',
    heardAtMillis: atMillis,
    nowMillis: wallMillis,
    clockOffsetMillis: 0,
    pending: undefined,
    closing: false,
    notice: undefined,
    helpShown: false,
  };
}

export function reduce(state: ConsoleState, happening: Happening): ConsoleState {
  switch (happening.type) {
    case 'snapshot':
      return arranged({ ...state, status: happening.status }, closeUnnamed(state.list.events, happening.events));
    case 'events':
      return arranged(state, mergeEvents(state.list.events, happening.events));
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
      return arranged({ ...state, scrolled: happening.scrolled }, state.list.events);
    case 'show-waiting':
      return { ...state, list: sortedList(state.list.events), scrolled: false };
    case 'action-started':
      return { ...state, pending: happening.kind, notice: undefined };
    case 'action-ended':
      return actionEnded(state, happening.notice, happening.event);
    case 'begin-closing':
      return beginClosing(state);
    case 'stop-closing':
      return { ...state, closing: false };
    case 'toggle-help':
      return { ...state, helpShown: !state.helpShown };
    case 'linked':
      return linked(state, happening.event);
    case 'link-failed':
      return { ...state, pane: 'side', notice: { tone: 'refused', text: happening.text } };
    case 'select':
    case 'move':
    case 'leave':
    case 'show-system':
      return selection(state, happening);
  }
}

function selection(
  state: ConsoleState,
  happening: Extract<Happening, { type: 'select' | 'move' | 'leave' | 'show-system' }>,
): ConsoleState {
  switch (happening.type) {
    case 'select':
      return selected(state, happening.eventId);
    case 'move':
      return selected(state, neighbour(state, happening.by));
    case 'leave':
      if (state.helpShown) return { ...state, helpShown: false };
      if (state.closing) return { ...state, closing: false };
      return { ...selected(state, undefined), pane: 'queue' };
    case 'show-system':
      return { ...selected(state, undefined), pane: 'side' };
  }
}

function selected(state: ConsoleState, eventId: string | undefined): ConsoleState {
  if (eventId === state.selectedId && eventId !== undefined) return { ...state, pane: 'side' };
  const next: ConsoleState = { ...state, selectedId: eventId, closing: false, notice: undefined };
  return eventId === undefined ? arranged(next, state.list.events) : { ...next, pane: 'side' };
}

function neighbour({ list: { order }, selectedId }: ConsoleState, by: 1 | -1): string | undefined {
  if (selectedId === undefined) return order[0];
  const index = Math.min(order.length - 1, Math.max(0, order.indexOf(selectedId) + by));
  return order[index] ?? selectedId;
}

/** Somebody followed a link from a message; the event may be closed long since and in no list. */
function linked(state: ConsoleState, event: EventSummary): ConsoleState {
  const next: ConsoleState = { ...state, selectedId: event.id, pane: 'side', closing: false, notice: undefined };
  return arranged(next, mergeEvents(state.list.events, [event]));
}

function beginClosing(state: ConsoleState): ConsoleState {
  const event = state.list.events.get(state.selectedId ?? '');
  if (event === undefined || event.state === 'closed') return state;
  if (event.state !== 'new') return { ...state, closing: true, notice: undefined };
  return { ...state, notice: { tone: 'refused', text: 'Take charge of it first; then close it.' } };
}

function actionEnded(state: ConsoleState, notice: Notice, event: EventSummary | undefined): ConsoleState {
  const closing = state.closing && notice.tone === 'refused';
  const next: ConsoleState = { ...state, pending: undefined, closing, notice };
  return event === undefined ? next : arranged(next, mergeEvents(state.list.events, [event]));
}

/** Nothing moves while a row is selected or the list is scrolled. */
function arranged(state: ConsoleState, events: EventsById): ConsoleState {
  const isHeld = state.selectedId !== undefined || state.scrolled;
  return { ...state, list: isHeld ? heldList(state.list, events, state.selectedId) : sortedList(events) };
}
