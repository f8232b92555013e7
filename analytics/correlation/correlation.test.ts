import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNAL_CLASSES, type Signal } from '../../core/signal.ts';
import { correlationKey, eventTitle } from './correlation.ts';

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

describe('the correlation key', () => {
  it('is the same for one sensor and class, whatever else differs', () => {
    expect(correlationKey(signalOf({ id: 'other', type: 'glass', message: '', observedAtMillis: 9 }))).toBe(
      correlationKey(signalOf()),
    );
  });

  it('keeps a fire alarm apart from a technical event of the same sensor', () => {
    expect(correlationKey(signalOf({ class: 'fire' }))).not.toBe(correlationKey(signalOf({ class: 'technical' })));
  });

  it('is equal only for equal site, sensor and class, however hostile the names', () => {
    const names = fc.oneof(fc.constantFrom('', '"', '","', '[', '\\', '__proto__'), fc.string());
    const parts = fc.record({ site: names, sensor: names, class: fc.constantFrom(...SIGNAL_CLASSES) });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const equal = one.site === other.site && one.sensor === other.sensor && one.class === other.class;
        expect(correlationKey(signalOf(one)) === correlationKey(signalOf(other))).toBe(equal);
      }),
    );
  });
});

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
