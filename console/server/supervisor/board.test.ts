import { describe, expect, it } from 'vitest';
import type { Event } from '../../../core/event.ts';
import { makeEvent, OPENED_AT_MILLIS } from '../testing/make-event.ts';
import { boardOf, type RoomNow } from './board.ts';

const NOW = OPENED_AT_MILLIS + 3_600_000;
const ANNA = { kind: 'person', name: 'anna' } as const;
const BEN = { kind: 'person', name: 'ben' } as const;

function room(events: readonly Event[], more: Partial<RoomNow> = {}): RoomNow {
  return {
    events,
    priorityOf: ({ openedAtMillis }) => ({ value: NOW - openedAtMillis, contributions: [] }),
    signedOn: [],
    standings: [],
    storms: [],
    tests: [],
    nowMillis: NOW,
    ...more,
  };
}

function aged(seconds: number, more: Partial<Event> = {}): Event {
  return makeEvent({ id: `${seconds}`, openedAtMillis: NOW - seconds * 1000, ...more });
}

describe('the board', () => {
  it('counts what waits by its age, the oldest first', () => {
    const { waiting } = boardOf(room([59, 60, 299, 1800, 7200, 90_000].map((seconds) => aged(seconds))));
    expect(waiting).toMatchObject({ total: 6, ages: [1, 2, 0, 1, 2], leftOut: 0 });
    expect(waiting.oldestAt).toBe(new Date(NOW - 90_000_000).toISOString());
    expect(waiting.items.map(({ id }) => id)).toEqual(['90000', '7200', '1800', '299', '60', '59']);
  });

  it('shows whoever is signed on or has something, and what they have', () => {
    const held = aged(100, { state: 'taken', takenBy: ANNA });
    const parked = aged(200, { state: 'parked', takenBy: ANNA });
    const signedOn = [{ person: 'ben', sinceMillis: NOW }];
    const { people, waiting } = boardOf(room([held, parked], { signedOn }));
    expect(waiting.total).toBe(0);
    expect(people).toMatchObject([
      { person: 'anna', signedOnSince: null, total: 2, parked: 1, items: [{ id: '200' }, { id: '100' }] },
      { person: 'ben', signedOnSince: new Date(NOW).toISOString(), total: 0, oldestAt: null },
    ]);
  });

  it('tells escalations that nobody has answered from those that somebody has', () => {
    const escalated = { escalatedAtMillis: NOW - 1000 };
    const events = [aged(1, escalated), aged(2, { ...escalated, state: 'taken', takenBy: BEN }), aged(3)];
    expect(boardOf(room(events)).escalations).toMatchObject({
      items: [
        { id: '2', answered: true },
        { id: '1', answered: false },
      ],
      leftOut: 0,
    });
  });

  it('lists what is out of the foreground apart, what ends first before the rest', () => {
    const because = (kind: 'shelved' | 'storm', untilMillis?: number): Partial<Event> => {
      const until = untilMillis === undefined ? {} : { untilMillis };
      return { suppression: { kind, by: ANNA, reason: 'mending', sinceMillis: NOW, ...until } };
    };
    const events = [
      aged(1, because('storm')),
      aged(2, because('shelved', NOW + 9)),
      aged(3, because('shelved', NOW + 5)),
    ];
    const { suppressed, waiting } = boardOf(room(events));
    expect(waiting.total).toBe(0);
    expect(suppressed.items.map(({ id, by, reason }) => [id, by, reason])).toEqual([
      ['3', 'anna', 'mending'],
      ['2', 'anna', 'mending'],
      ['1', 'anna', 'mending'],
    ]);
  });

  it('says of floods and tests how much they keep back', () => {
    const reason = { by: ANNA, reason: 'r', sinceMillis: NOW } as const;
    const events = [
      aged(1, { suppression: { kind: 'storm', ...reason } }),
      aged(2, { suppression: { kind: 'out-of-service', ...reason } }),
      aged(3, { suppression: { kind: 'out-of-service', ...reason } }),
    ];
    const site = 'north gate';
    const storms = [{ site, sinceMillis: NOW, openedInTenMinutes: 31 }];
    const tests = [{ site, by: ANNA, reason: 'yearly', sinceMillis: NOW, untilMillis: NOW + 1 }];
    const board = boardOf(room(events, { storms, tests }));
    expect(board.floods).toMatchObject([{ site, openedInTenMinutes: 31, keptBack: 1 }]);
    expect(board.onTest).toMatchObject([{ site, by: 'anna', reason: 'yearly', reported: 2 }]);
  });

  it('is bounded, and says how much it leaves out', () => {
    const many = Array.from({ length: 500 }, (_, n) => aged(n, { state: 'taken', takenBy: ANNA }));
    expect(boardOf(room(many)).people).toMatchObject([{ total: 500, leftOut: 480 }]);
  });
});
