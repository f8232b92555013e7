import { describe, expect, it } from 'vitest';
import type { EventSummary } from '../server/api-schemas.ts';
import { toEventSummary } from '../server/event-view.ts';
import { makeEvent } from '../server/testing/make-event.ts';
import { noStatusView } from '../server/testing/no-status.ts';
import { initialState, reduce, SILENCE_MILLIS, subjectsOf, type ConsoleState, type Happening } from './state.ts';

const STATUS = noStatusView();

function summary(id: string, priority: number, changes: Partial<EventSummary> = {}): EventSummary {
  return Object.assign(toEventSummary(makeEvent({ id }), { value: priority, contributions: [] }), changes);
}

function after(...happenings: Happening[]): ConsoleState {
  return happenings.reduce(reduce, initialState(0, 0));
}

const SNAPSHOT: Happening = {
  type: 'snapshot',
  events: [summary('a', 1), summary('b', 2)],
  status: STATUS,
  more: false,
};
const NEW_ON_TOP: Happening = { type: 'events', events: [summary('c', 9)] };

describe('the connection', () => {
  const heard: Happening = { type: 'heard', serverNowMillis: 50_000, atMillis: 100, wallMillis: 20_000 };

  it('is live once something is heard and lost after five seconds of silence', () => {
    const tick = (atMillis: number): Happening => ({ type: 'tick', atMillis, wallMillis: 20_000 + atMillis });
    expect(after(heard).link).toBe('live');
    expect(after(heard, tick(100 + SILENCE_MILLIS)).link).toBe('live');
    expect(after(heard, tick(101 + SILENCE_MILLIS)).link).toBe('lost');
    expect(after(heard, tick(101 + SILENCE_MILLIS), heard).link).toBe('live');
  });

  it('is lost at once when the stream breaks', () => {
    expect(after(heard, { type: 'link-broken' }).link).toBe('lost');
  });

  it('tells the time of the server, not of this machine', () => {
    expect(after(heard, { type: 'tick', atMillis: 1100, wallMillis: 21_000 }).nowMillis).toBe(51_000);
  });
});

describe('a snapshot in parts', () => {
  const first: Happening = { type: 'snapshot', events: [summary('b', 2)], status: STATUS, more: true };
  const last: Happening = { type: 'more', events: [summary('a', 1)], more: false };

  it('is shown as it comes, and closes what it did not name only at its end', () => {
    const before = after({ type: 'events', events: [summary('gone', 5)] });
    const half = reduce(before, first);
    expect(half.list.order).toEqual(['gone', 'b']);
    expect(reduce(half, last).list.order).toEqual(['b', 'a']);
  });

  it('is not news: nothing of it is announced', () => {
    expect(after(first).named).toBeDefined();
    expect(after(first, last).named).toBeUndefined();
  });
});

describe('the queue', () => {
  it('follows priority while nobody touches it', () => {
    expect(after(SNAPSHOT, NEW_ON_TOP).list.order).toEqual(['c', 'b', 'a']);
  });

  it('stands still while a row is selected, and lets the new in on demand or on leaving', () => {
    const held = after(SNAPSHOT, { type: 'select', eventId: 'b' }, NEW_ON_TOP);
    expect(held.list).toMatchObject({ order: ['b', 'a'], waiting: ['c'] });
    expect(reduce(held, { type: 'show-waiting' })).toMatchObject({ selectedId: 'b', list: { order: ['c', 'b', 'a'] } });
    expect(reduce(held, { type: 'leave' }).list).toMatchObject({ order: ['c', 'b', 'a'], waiting: [] });
  });

  it('stands still while it is scrolled', () => {
    const held = after(SNAPSHOT, { type: 'scrolled', scrolled: true }, NEW_ON_TOP);
    expect(held.list.waiting).toEqual(['c']);
    expect(reduce(held, { type: 'scrolled', scrolled: false }).list.order).toEqual(['c', 'b', 'a']);
  });

  it('moves the selection by key and stops at both ends', () => {
    const moves = (...by: (1 | -1)[]): string | undefined =>
      after(SNAPSHOT, ...by.map((step): Happening => ({ type: 'move', by: step }))).selectedId;
    expect(moves(1)).toBe('b');
    expect(moves(1, 1, 1)).toBe('a');
    expect(moves(1, 1, -1, -1)).toBe('b');
    expect(after({ type: 'move', by: 1 }).selectedId).toBeUndefined();
  });

  it('shows an event that a message links to, though it is closed and in no list', () => {
    const state = after(SNAPSHOT, { type: 'linked', event: summary('old', 3, { state: 'closed' }) }, NEW_ON_TOP);
    expect(state.selectedId).toBe('old');
    expect(state.list.events.get('old')?.state).toBe('closed');
    expect(state.list.order).toEqual(['b', 'a']);
  });
});

describe('an action', () => {
  const select: Happening = { type: 'select', eventId: 'b' };
  const taken = summary('b', 2, { version: 2, state: 'taken', takenBy: 'Jana' });
  const started: Happening = { type: 'action-started', eventIds: ['b'], kind: 'take' };
  const close: Happening = { type: 'open-dialog', kind: 'close' };

  it('is under way until it ends, and its outcome shows at once', () => {
    const waiting = after(SNAPSHOT, select, started);
    expect(waiting.pending.get('b')).toBe('take');
    const ended = reduce(waiting, {
      type: 'action-ended',
      eventIds: ['b'],
      notice: { tone: 'done', text: 'You have it.' },
      events: [taken],
    });
    expect([ended.pending.size, ended.notice?.text]).toEqual([0, 'You have it.']);
    expect(ended.list.events.get('b')?.takenBy).toBe('Jana');
  });

  it('that is refused says so, and can no more be taken back than before', () => {
    const refused: Happening = {
      type: 'action-ended',
      eventIds: ['b'],
      notice: { tone: 'refused', text: 'Jana has it.' },
      events: [],
    };
    expect(after(SNAPSHOT, select, started, refused)).toMatchObject({
      notice: { tone: 'refused', text: 'Jana has it.' },
      deeds: [],
    });
  });

  it('cannot close what nobody has taken, unless taking it is under way', () => {
    expect(after(SNAPSHOT, select, close)).toMatchObject({ dialog: undefined, notice: { tone: 'refused' } });
    expect(after(SNAPSHOT, select, started, close).dialog?.kind).toBe('close');
  });

  it('is left step by step: first what is asked, then the event', () => {
    const open = after(SNAPSHOT, { type: 'events', events: [taken] }, select, close);
    const left = reduce(open, { type: 'leave' });
    expect(left).toMatchObject({ dialog: undefined, selectedId: 'b' });
    expect(reduce(left, { type: 'leave' }).selectedId).toBeUndefined();
  });

  it('is about everything that is marked, in queue order, and about the selected event otherwise', () => {
    const marked = after(SNAPSHOT, select, { type: 'mark', eventId: 'a' }, { type: 'mark', eventId: 'b' });
    expect(subjectsOf(marked)).toEqual(['b', 'a']);
    expect(subjectsOf(after(SNAPSHOT, select))).toEqual(['b']);
  });
});

describe('what comes late', () => {
  const merge: Happening = { type: 'open-dialog', kind: 'merge' };
  const handOver: Happening = { type: 'open-dialog', kind: 'hand-over' };
  const leave: Happening = { type: 'leave' };
  const select: Happening = { type: 'select', eventId: 'a' };
  const people = (serial: number, ...names: string[]): Happening => ({ type: 'people', serial, people: names });

  it('is no answer to another dialog than the one it was asked for', () => {
    const both: Happening[] = [
      { type: 'mark', eventId: 'a' },
      { type: 'mark', eventId: 'b' },
    ];
    const second = after(SNAPSHOT, ...both, handOver, leave, handOver);
    expect(second.dialog).toMatchObject({ serial: 2, glanced: false, offered: undefined });
    expect(reduce(second, { type: 'glanced', serial: 1 }).dialog?.glanced).toBe(false);
    expect(reduce(second, { type: 'glanced', serial: 2 }).dialog?.glanced).toBe(true);
    expect(reduce(second, people(1, 'Jana')).dialog?.offered).toBeUndefined();
    expect(reduce(second, people(2, 'Jana')).dialog?.offered).toEqual(['Jana']);
  });

  it('never puts another name behind a digit that somebody has read', () => {
    const offered = after(SNAPSHOT, select, handOver, people(1, 'Jana', 'Tom'));
    expect(reduce(offered, people(1, 'Ana', 'Jana', 'Tom')).dialog?.offered).toEqual(['Jana', 'Tom']);
  });

  it('never puts another event behind a digit either', () => {
    const offered = after(SNAPSHOT, select, merge);
    const newer: Happening = {
      type: 'events',
      events: [summary('n', 0.5), summary('b', 2, { version: 2, state: 'closed' })],
    };
    const later = reduce(offered, newer);
    expect(later.list.order).toContain('n');
    expect(later.dialog?.offered).toEqual(offered.dialog?.offered);
    expect(later.dialog?.offered).toEqual(['b']);
  });
});
