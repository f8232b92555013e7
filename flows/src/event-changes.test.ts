import { describe, expect, it } from 'vitest';
import { EventChanges } from './event-changes.ts';
import { parseEvents, type TelltaleEvent } from './telltale-event.ts';

function event(id: string, version: number, state = 'new'): TelltaleEvent {
  return { id, version, state, site: 'north', sensor: 'door-4' };
}

describe('changes of events', () => {
  it('calls what the first snapshot holds existing, and what comes later new', () => {
    const changes = new EventChanges();
    expect(changes.snapshot([event('a', 1)])).toEqual([{ kind: 'existing', event: event('a', 1) }]);
    expect(changes.update([event('b', 1)])).toEqual([{ kind: 'new', event: event('b', 1) }]);
  });

  it('says nothing of an event that comes again as it was', () => {
    const changes = new EventChanges();
    changes.snapshot([event('a', 2)]);
    expect(changes.update([event('a', 2), event('a', 1)])).toEqual([]);
  });

  it('tells a change and a closing apart, once each', () => {
    const changes = new EventChanges();
    changes.snapshot([event('a', 1)]);
    expect(changes.update([event('a', 2, 'taken')]).map(({ kind }) => kind)).toEqual(['changed']);
    expect(changes.update([event('a', 3, 'closed')]).map(({ kind }) => kind)).toEqual(['closed']);
  });

  it('catches up from the snapshot after an interruption', () => {
    const changes = new EventChanges();
    changes.snapshot([event('gone', 1), event('same', 1), event('moved', 1)]);
    const caughtUp = changes.snapshot([event('same', 1), event('moved', 2), event('fresh', 1)]);
    expect(caughtUp.map(({ kind, event: { id } }) => `${id} ${kind}`)).toEqual(['moved changed', 'fresh new']);
  });

  it('remembers no more than 100,000 events', () => {
    const changes = new EventChanges();
    changes.update(Array.from({ length: 100_001 }, (_, index) => event(String(index), 1)));
    expect(changes.update([event('0', 1), event('100000', 1)])).toEqual([{ kind: 'new', event: event('0', 1) }]);
  });
});

describe('a message of the stream', () => {
  it('is passed on with every field it has', () => {
    const full = { ...event('a', 1), title: 'Door 4', contributions: [{ name: 'class', value: 60 }] };
    expect(parseEvents(JSON.stringify({ events: [full] }))).toEqual([full]);
  });

  it.each(['', '[]', 'null', '{}', '{"events":{}}', '{"events":[null]}', '{"events":[{"id":1}]}'])(
    'is refused when it is %j',
    (data) => {
      expect(() => parseEvents(data)).toThrow();
    },
  );
});
