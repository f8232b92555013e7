import type { Event } from '../../core/event.ts';

/** What a test message is about: an event that stands in no queue. */
export function testEvent(nowMillis: number): Event {
  return {
    id: 'test',
    version: 1,
    title: 'Test message',
    site: 'telltale',
    sensor: 'telltale',
    class: 'information',
    state: 'new',
    openedAtMillis: nowMillis,
    changedAtMillis: nowMillis,
    activeSignalKeys: [],
    signalCount: 0,
    signals: [],
    highestScore: 0,
  };
}
