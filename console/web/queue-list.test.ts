import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventSummary } from '../server/api-schemas.ts';
import { toEventSummary } from '../server/event-view.ts';
import { makeEvent } from '../server/testing/make-event.ts';
import {
  closeUnnamed,
  EMPTY_LIST,
  heldList,
  mergeEvents,
  sortedList,
  sortedWith,
  type EventsById,
} from './queue-list.ts';

function summary(id: string, priority: number, changes: Partial<EventSummary> = {}): EventSummary {
  return Object.assign(toEventSummary(makeEvent({ id }), { value: priority, contributions: [] }), changes);
}

function byId(...events: EventSummary[]): EventsById {
  return new Map(events.map((event) => [event.id, event]));
}

describe('the list', () => {
  it('stands in the order of priority without what is closed', () => {
    const list = sortedList(byId(summary('a', 1), summary('b', 3), summary('c', 9, { state: 'closed' })));
    expect(list.order).toEqual(['b', 'a']);
    expect(list.events.size).toBe(2);
  });

  it('takes the newer version of an event, whichever came last', () => {
    const newer = summary('a', 1, { version: 2, state: 'taken' });
    expect(mergeEvents(byId(newer), [summary('a', 1)]).get('a')?.state).toBe('taken');
    expect(mergeEvents(byId(summary('a', 1)), [newer]).get('a')?.state).toBe('taken');
  });

  it('knows that what a snapshot does not name was closed', () => {
    const events = closeUnnamed(byId(summary('a', 1), summary('b', 2)), new Set(['b']));
    expect([...events.values()].map(({ id, state }) => [id, state])).toEqual([
      ['a', 'closed'],
      ['b', 'new'],
    ]);
  });
});

describe('the list after a few events have changed', () => {
  it('is what sorting all of it gives', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      priority: fc.integer({ min: 0, max: 4 }),
      version: fc.integer({ min: 1, max: 4 }),
      state: fc.constantFrom('new' as const, 'taken' as const, 'closed' as const),
    });
    const part = fc.array(change, { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        let list = EMPTY_LIST;
        for (const changes of parts) {
          const incoming = changes.map(({ id, priority, version, state }) => summary(id, priority, { version, state }));
          const whole = sortedList(mergeEvents(list.events, incoming));
          list = sortedWith(list, incoming);
          expect(list.order).toEqual(whole.order);
          expect(new Map(list.events)).toEqual(whole.events);
        }
      }),
    );
  });
});

describe('the list while somebody works in it', () => {
  const known = [summary('high', 9), summary('middle', 5), summary('low', 1)];
  const list = sortedList(byId(...known));

  it('keeps what ranks above the selected row waiting', () => {
    const held = heldList(list, mergeEvents(list.events, [summary('new', 7)]), 'middle');
    expect(held.order).toEqual(['high', 'middle', 'low']);
    expect(held.waiting).toEqual(['new']);
  });

  it('puts what ranks below the selected row into its place', () => {
    const held = heldList(list, mergeEvents(list.events, [summary('new', 3), summary('last', 0)]), 'middle');
    expect(held.order).toEqual(['high', 'middle', 'new', 'low', 'last']);
    expect(held.waiting).toEqual([]);
  });

  it('lets everything wait while the list is scrolled and no row is selected', () => {
    const held = heldList(list, mergeEvents(list.events, [summary('new', 3)]), undefined);
    expect(held.waiting).toEqual(['new']);
  });

  it('moves no row for a new priority and none for a closed event', () => {
    const changed = [summary('low', 99, { version: 2 }), summary('high', 9, { version: 2, state: 'closed' })];
    const held = heldList(list, mergeEvents(list.events, changed), 'middle');
    expect(held.order).toEqual(['high', 'middle', 'low']);
    expect(held.events.get('high')?.state).toBe('closed');
  });

  it('does not announce an event that was closed before anybody saw it', () => {
    const held = heldList(list, mergeEvents(list.events, [summary('gone', 7, { state: 'closed' })]), 'middle');
    expect(held.waiting).toEqual([]);
  });

  it('keeps no more than 200 closed rows, and always the selected one', () => {
    const many = Array.from({ length: 300 }, (_, index) => summary(`e${index}`, 300 - index));
    const full = sortedList(byId(...many));
    const closed = many.map((event) => Object.assign({}, event, { version: 2, state: 'closed' as const }));
    const held = heldList(full, mergeEvents(full.events, closed), 'e0');
    expect(held.order).toHaveLength(201);
    expect(held.order[0]).toBe('e0');
  });
});
