import type { Event } from '../../core/event.ts';
import type { Signal } from '../../core/signal.ts';

/** A plain signal; a test names only the fields it is about. */
export function sampleSignal(fields: Partial<Signal> = {}): Signal {
  return {
    id: 'signal-1',
    kind: 'device-alarm',
    type: 'motion',
    class: 'intrusion',
    phase: 'entered',
    site: 'lab',
    sensor: 'door-4',
    observedAtMillis: 1_700_000_000_000,
    receivedAtMillis: 1_700_000_000_250,
    message: 'motion at door 4',
    ...fields,
  };
}

/** A plain open event without signals. */
export function sampleEvent(fields: Partial<Event> = {}): Event {
  return {
    id: 'event-1',
    version: 1,
    title: 'motion at door 4',
    site: 'lab',
    sensor: 'door-4',
    class: 'intrusion',
    state: 'new',
    openedAtMillis: 1_700_000_000_250,
    changedAtMillis: 1_700_000_000_250,
    activeSignalKeys: [],
    signalCount: 0,
    signals: [],
    highestScore: 0,
    ...fields,
  };
}
