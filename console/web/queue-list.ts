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
  /** Whether every row stands where its rank is. */
  readonly isSorted: boolean;
}

export const EMPTY_LIST: QueueList = { events: new Map(), order: [], waiting: [], isSorted: true };

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
  return {
    events: new Map(open.map((event) => [event.id, event])),
    order: open.map(({ id }) => id),
    waiting: [],
    isSorted: true,
  };
}

/** The same after a few events of a list that is sorted have changed, for the cost of those and a copy. */
export function sortedWith(list: QueueList, incoming: readonly EventSummary[]): QueueList {
  const events = new Map(list.events);
  const changed = new Map<string, EventSummary>();
  for (const event of incoming) {
    if (event.version < (events.get(event.id)?.version ?? -1)) continue;
    events.set(event.id, event);
    changed.set(event.id, event);
  }
  const open = [...changed.values()].filter(({ state }) => state !== 'closed');
  for (const { id, state } of changed.values()) if (state === 'closed') events.delete(id);
  const others = list.order.filter((id) => !changed.has(id));
  return { events, order: putInRank(others, 0, open, events), waiting: [], isSorted: true };
}

/**
 * The list while somebody works in it: no row moves. A new event that ranks after the selected one takes its place
 * below it; any other waits until the operator lets it in. Closed events stay where they are. Only `incoming` has changed.
 */
export function heldList(
  list: QueueList,
  events: EventsById,
  selectedId: string | undefined,
  incoming: Iterable<EventSummary> = events.values(),
): QueueList {
  const candidates = new Set(list.waiting);
  for (const { id } of incoming) if (!isPlaced(list, id)) candidates.add(id);
  const open = [...candidates].flatMap((id) => openAt(events, id));
  const anchor = selectedId === undefined ? undefined : events.get(selectedId);
  const isBelow = (event: EventSummary): boolean => anchor !== undefined && compareInQueue(anchor, event) < 0;
  const below = open.filter(isBelow);
  const start = below.length === 0 ? 0 : list.order.indexOf(selectedId ?? '') + 1;
  const order = putInRank(list.order, start, below, events);
  const waiting = open.filter((event) => !isBelow(event)).map(({ id }) => id);
  return withoutOldestClosed({ events, order, waiting, isSorted: false }, selectedId);
}

/** Whether it has a row. One that was known only as closed, as by a link to it, may have none. */
function isPlaced({ events, order }: QueueList, id: string): boolean {
  const known = events.get(id);
  return known !== undefined && (known.state !== 'closed' || order.includes(id));
}

function openAt(events: EventsById, id: string): readonly EventSummary[] {
  const event = events.get(id);
  return event === undefined || event.state === 'closed' ? [] : [event];
}

/** Each before the first row from `start` on that ranks after it. */
function putInRank(
  order: readonly string[],
  start: number,
  fresh: readonly EventSummary[],
  events: EventsById,
): readonly string[] {
  if (fresh.length === 0) return order;
  const ranked = fresh.toSorted(compareInQueue);
  const placed = order.slice(0, start);
  let [from, next] = [start, 0];
  for (let row = start; row < order.length && next < ranked.length; row += 1) {
    const here = events.get(order[row] ?? '');
    const first = next;
    while (isBefore(ranked[next], here)) next += 1;
    if (next === first) continue;
    placed.push(...order.slice(from, row), ...ranked.slice(first, next).map(({ id }) => id));
    from = row;
  }
  return [...placed, ...order.slice(from), ...ranked.slice(next).map(({ id }) => id)];
}

function isBefore(event: EventSummary | undefined, other: EventSummary | undefined): boolean {
  return event !== undefined && other !== undefined && compareInQueue(event, other) < 0;
}

function withoutOldestClosed(list: QueueList, selectedId: string | undefined): QueueList {
  const closed = list.order.filter((id) => id !== selectedId && list.events.get(id)?.state === 'closed');
  const dropped = new Set(closed.slice(0, Math.max(0, closed.length - MAX_CLOSED_KEPT)));
  if (dropped.size === 0) return list;
  const shown = new Set([...list.order.filter((id) => !dropped.has(id)), ...list.waiting, selectedId]);
  return {
    ...list,
    events: new Map([...list.events].filter(([id]) => shown.has(id))),
    order: list.order.filter((id) => shown.has(id)),
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
