import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../../core/event.ts';
import { SIGNAL_CLASSES, type Signal } from '../../core/signal.ts';
import { sampleEvent, sampleSignal } from '../../test/support/sample-records.ts';
import { correlationSchema } from './correlation-rules.ts';
import { DeskCorrelation } from './desk-correlation.ts';

const NOW = 1_700_000_000_000;
const MINUTE_MILLIS = 60_000;

function setUp(session = 'a'): DeskCorrelation {
  return new DeskCorrelation(correlationSchema.parse({}), session);
}

function signal(fields: Partial<Signal>, minute = 0): Signal {
  const atMillis = NOW + minute * MINUTE_MILLIS;
  return sampleSignal({ class: 'technical', observedAtMillis: atMillis, receivedAtMillis: atMillis, ...fields });
}

function flood(correlation: DeskCorrelation): void {
  for (let n = 0; n < 30; n += 1) correlation.opened(sampleEvent({ site: 'lab', openedAtMillis: NOW + n }));
}

describe('signals that no rule speaks of', () => {
  it('belong together by sensor and class, however hostile the names', () => {
    const names = fc.oneof(fc.constantFrom('', '"', '","', '[', '\\', '__proto__'), fc.string());
    const classes = SIGNAL_CLASSES.filter((each) => ['technical', 'environment', 'wellness'].includes(each));
    const parts = fc.record({ site: names, sensor: names, class: fc.constantFrom(...classes) });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const correlation = setUp();
        const equal = one.site === other.site && one.sensor === other.sensor && one.class === other.class;
        expect(correlation.take(signal(one)).key === correlation.take(signal(other)).key).toBe(equal);
      }),
    );
  });

  it('are put together when their site is flooded, and stand for themselves again afterwards', () => {
    const correlation = setUp();
    flood(correlation);
    const flooded = ['a', 'b'].map((sensor) => correlation.take(signal({ sensor }, 1)).key);
    expect(flooded[0]).toBe(flooded[1]);
    const calm = ['c', 'd'].map((sensor) => correlation.take(signal({ sensor }, 30)).key);
    expect(calm[0]).not.toBe(calm[1]);
  });

  it('are never put together with those of another site, though they share a routine', () => {
    const correlation = new DeskCorrelation(correlationSchema.parse({ routine: { eventsAShift: 0 } }), 'a');
    const sites = ['lab', 'yard'];
    for (const site of sites) {
      for (let n = 0; n < 30; n += 1)
        correlation.opened(sampleEvent({ site, openedAtMillis: NOW + 400 * MINUTE_MILLIS }));
    }
    const keyAt = (site: string, minute: number) =>
      correlation.take(signal({ id: `${site} ${minute}`, site }, minute)).key;
    for (let minute = 0; minute < 400; minute += 1) for (const site of sites) keyAt(site, minute);
    expect(sites.map((site) => keyAt(site, 401)).map((key) => key.replace(/^a:event-\d+/, ''))).toEqual([
      '@lab',
      '@yard',
    ]);
  });

  it('of another site are not drawn into a flood', () => {
    const correlation = setUp();
    flood(correlation);
    const keys = ['a', 'b'].map((sensor) => correlation.take(signal({ site: 'yard', sensor }, 1)).key);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('end where they began, whatever flood came between', () => {
    const correlation = setUp();
    const lasting = { kind: 'aberration', seriesKey: 'temperature{}' } as const;
    const { key } = correlation.take(signal(lasting));
    flood(correlation);
    expect(correlation.take(signal({ ...lasting, phase: 'left' }, 1)).key).toBe(key);
  });
});

describe('two independent detectors at one site', () => {
  it('make one event, which the second confirms', () => {
    const correlation = setUp();
    const first = correlation.take(signal({ class: 'intrusion', sensor: 'door' }));
    const second = correlation.take(signal({ class: 'intrusion', sensor: 'window' }, 5));
    expect([first.confirmation, second.confirmation]).toEqual(['unconfirmed', 'confirmed']);
    expect(second.key).toBe(first.key);
  });

  it('make two when the first was closed meanwhile', () => {
    const correlation = setUp();
    const { key } = correlation.take(signal({ class: 'intrusion', sensor: 'door' }));
    correlation.closed(sampleEvent({ correlationKeys: [key] }));
    expect(correlation.take(signal({ class: 'intrusion', sensor: 'window' }, 5)).key).not.toBe(key);
  });

  it('still make one after a restart', () => {
    const door = signal({ class: 'intrusion', sensor: 'door' });
    const { key } = setUp().take(door);
    const restarted = setUp('b');
    const open: Event = sampleEvent({ correlationKeys: [key], signals: [door] });
    restarted.resume([open]);
    expect(restarted.take(signal({ class: 'intrusion', sensor: 'window' }, 5))).toEqual({
      key,
      confirmation: 'confirmed',
    });
  });
});
