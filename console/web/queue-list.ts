import type { EventSummary } from '../server/api-schemas.ts';
import { compareInQueue } from '../server/queue-order.ts';

/** Closed rows that stay in place while the list is held still; of more, the first go. */
const MAX_CLOSED_KEPT = 200;

export type EventsById = ReadonlyMap<string, EventSummary>;

/** What stands in the list, top to bottom, and what has arrived and waits out of sight. */
export interface QueueList {
  readonly events: EventsById;
  readonly order: readonly string[];
  readonly waiting: readonly string[];
}

export const EMPTY_LIST: QueueList = { events: new Map(), order: [], waiting: [] };

/** The newer version of each event wins, so repeats and late answers are harmless. */
export function mergeEvents(known: EventsById, incoming: readonly EventSummary[]): EventsById {
  const events = new Map(known);
  for (const event of incoming) {
    const version = events.get(event.id)?.version ?? -1;
    if (event.version >= version) events.set(event.id, event);
  }
  return events;
}

/** Everything in its rank, closed events gone, nothing waiting. */
export function sortedList(events: EventsById): QueueList {
  const open = [...events.values()].filter(({ state }) => state !== 'closed').sort(compareInQueue);
  return { events: new Map(open.map((event) => [event.id, event])), order: open.map(({ id }) => id), waiting: [] };
}

/**
 * The list while somebody works in it: no row moves. A new event that ranks after the selected one takes its place
 * below it; any other waits until the operator lets it in. Closed events stay where they are.
 */
export function heldList(list: QueueList, events: EventsById, selectedId: string | undefined): QueueList {
  const known = new Set(list.order);
  const anchor = selectedId === undefined ? undefined : events.get(selectedId);
  let order = list.order;
  const waiting: string[] = [];
  for (const event of events.values()) {
    if (known.has(event.id) || event.state === 'closed') continue;
    if (anchor !== undefined && compareInQueue(anchor, event) < 0) order = insertBelow(order, events, anchor.id, event);
    else waiting.push(event.id);
  }
  return withoutOldestClosed({ events, order, waiting }, selectedId);
}

function insertBelow(
  order: readonly string[],
  events: EventsById,
  anchorId: string,
  event: EventSummary,
): readonly string[] {
  const start = order.indexOf(anchorId) + 1;
  const offset = order.slice(start).findIndex((id) => {
    const other = events.get(id);
    return other !== undefined && compareInQueue(event, other) < 0;
  });
  return order.toSpliced(offset === -1 ? order.length : start + offset, 0, event.id);
}

function withoutOldestClosed(list: QueueList, selectedId: string | undefined): QueueList {
  const closed = list.order.filter((id) => id !== selectedId && list.events.get(id)?.state === 'closed');
  const dropped = new Set(closed.slice(0, Math.max(0, closed.length - MAX_CLOSED_KEPT)));
  const shown = new Set([...list.order.filter((id) => !dropped.has(id)), ...list.waiting, selectedId]);
  if (dropped.size === 0) return list;
  return {
    events: new Map([...list.events].filter(([id]) => shown.has(id))),
    order: list.order.filter((id) => shown.has(id)),
    waiting: list.waiting,
  };
}

/** A snapshot names every open event: what it does not name was closed while nobody listened. */
export function closeUnnamed(known: EventsById, named: ReadonlySet<string>): EventsById {
  return new Map(
    [...known].map(([id, event]) => [
      id,
      named.has(id) ? event : Object.assign({}, event, { state: 'closed' as const }),
    ]),
  );
}
