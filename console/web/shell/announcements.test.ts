import { describe, expect, it } from 'vitest';
import type { EventSummary } from '../../server/api-schemas.ts';
import { toEventSummary } from '../../server/event-view.ts';
import { makeEvent } from '../../server/testing/make-event.ts';
import { Announcer } from './announcements.ts';

function event(id: string, band: EventSummary['band']): EventSummary {
  return Object.assign(toEventSummary(makeEvent({ id, title: id }), { value: 0, contributions: [] }), { band });
}

function look(announcer: Announcer, events: readonly EventSummary[], nowMillis: number, isComplete = true) {
  announcer.note(events, isComplete);
  return announcer.say(nowMillis);
}

describe('announcements', () => {
  it('are at most twelve a minute in a flood, and none is about what was there before', () => {
    const announcer = new Announcer();
    const events = [event('old', 'P1')];
    expect(look(announcer, [], 0, false)).toEqual({});
    expect(look(announcer, events, 0)).toEqual({});
    let said = 0;
    for (let millis = 0; millis < 60_000; millis += 100) {
      events.push(event(`e${millis}`, millis % 700 === 0 ? 'P1' : 'P3'));
      said += Object.keys(look(announcer, events, millis)).length;
    }
    expect(said).toBeGreaterThan(8);
    expect(said).toBeLessThanOrEqual(12);
  });

  it('warn at once of the gravest, and put the rest together', () => {
    const announcer = new Announcer();
    const before = [event('old', 'P4')];
    look(announcer, before, 0);
    const first = [...before, event('fire', 'P1'), event('door', 'P2'), event('cold', 'P3')];
    expect(look(announcer, first, 100).assertive).toContain('fire');
    expect(look(announcer, first, 200).polite).toBe('2 new events');
    expect(look(announcer, first, 300)).toEqual({});
  });
});
