import { describe, expect, it } from 'vitest';
import type { Signal } from '../../core/signal.ts';
import { eventTitle } from './event-title.ts';

function signalOf(fields: Partial<Signal> = {}): Signal {
  return {
    id: 'signal-1',
    kind: 'device-alarm',
    type: 'motion',
    class: 'intrusion',
    phase: 'entered',
    site: 'lab',
    sensor: 'door-4',
    observedAtMillis: 1,
    receivedAtMillis: 2,
    message: 'motion behind the door',
    ...fields,
  };
}

describe('the title of a new event', () => {
  it('says where and what', () => {
    expect(eventTitle(signalOf())).toBe('door-4: motion behind the door');
    expect(eventTitle(signalOf({ message: '' }))).toBe('door-4: motion');
    expect(eventTitle(signalOf({ sensor: '*', message: '7 sensors are silent' }))).toBe('lab: 7 sensors are silent');
  });

  it('leaves out who expected what', () => {
    const message =
      'temperature 31.2 °C, usually 18.9 to 20.4; expected 19.7 (holt-winters, 4.2 times the edge of normal)';
    expect(eventTitle(signalOf({ kind: 'aberration', message }))).toBe(
      'door-4: temperature 31.2 °C, usually 18.9 to 20.4',
    );
    expect(eventTitle(signalOf({ message: 'gate open; expected closed' }))).toBe('door-4: gate open; expected closed');
  });

  it('is one line of bounded length', () => {
    const title = eventTitle(signalOf({ message: 'line\r\n\tof text '.repeat(1000) }));
    expect(title.length).toBeLessThanOrEqual(160);
    expect(title).not.toMatch(/[\r\n\t]/);
  });
});
