import type { Event } from '../../../core/event.ts';
import type { Signal } from '../../../core/signal.ts';

export const OPENED_AT_MILLIS = Date.UTC(2026, 0, 31, 12, 0, 0);

export function makeEvent(changes: Partial<Event> = {}): Event {
  return {
    id: 'event-1',
    version: 1,
    title: 'Door 4: motion',
    site: 'north gate',
    sensor: 'door-4',
    class: 'intrusion',
    state: 'new',
    openedAtMillis: OPENED_AT_MILLIS,
    changedAtMillis: OPENED_AT_MILLIS,
    activeSignalKeys: ['motion'],
    signalCount: 1,
    signals: [],
    highestScore: 0,
    ...changes,
  };
}

export function makeSignal(changes: Partial<Signal> = {}): Signal {
  return {
    id: 'signal-1',
    kind: 'device-alarm',
    type: 'motion',
    class: 'intrusion',
    phase: 'entered',
    site: 'north gate',
    sensor: 'door-4',
    observedAtMillis: OPENED_AT_MILLIS,
    receivedAtMillis: OPENED_AT_MILLIS + 20,
    message: 'motion at door 4',
    ...changes,
  };
}
