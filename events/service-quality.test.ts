import { describe, expect, it } from 'vitest';
import type { ActionKind, Actor } from '../core/action.ts';
import type { DeskChange } from '../core/ports/desk.ts';
import type { Signal } from '../core/signal.ts';
import { sampleEvent } from '../test/support/sample-records.ts';
import { ServiceQuality } from './service-quality.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const OPENED = Date.UTC(2026, 5, 1, 5, 30);

function setUp() {
  const raised: Signal[] = [];
  const quality = new ServiceQuality({
    targets: [{ share: 0.8, withinSeconds: 30, withinSecondsByClass: { environment: 90 } }],
    shiftStartHours: [14, 6, 22],
    hourOf: (millis) => new Date(millis).getUTCHours(),
    raise: (signal) => raised.push(signal),
  });
  return { raised, quality };
}

function change(kind: ActionKind, waitedSeconds: number, by = ANNA, openedAtMillis = OPENED): DeskChange {
  const event = sampleEvent({ openedAtMillis, state: kind === 'take' ? 'taken' : 'new' });
  const atMillis = openedAtMillis + waitedSeconds * 1000;
  return { event, previous: undefined, action: { id: 'a', eventId: event.id, kind, by, atMillis } };
}

function times(count: number, each: DeskChange): DeskChange[] {
  return Array.from({ length: count }, () => each);
}

describe('the quality of service', () => {
  it('is told once when a person and a shift fall below the agreement, and once when they are back', () => {
    const { raised, quality } = setUp();
    quality.follow(times(20, change('take', 10)));
    expect(raised).toEqual([]);
    quality.follow(times(8, change('take', 40)));
    expect(raised).toMatchObject([
      { phase: 'entered', sensor: 'shift from 22:00', class: 'technical' },
      {
        phase: 'entered',
        sensor: 'anna',
        message: expect.stringContaining('were taken within 30 s (or the limit of their class), 80 % are agreed'),
      },
    ]);
    quality.follow(times(50, change('take', 10)));
    expect(raised.slice(2)).toMatchObject([{ phase: 'left' }, { phase: 'left' }]);
  });

  it('is not judged by a handful of events', () => {
    const { raised, quality } = setUp();
    quality.follow(times(19, change('take', 400)));
    expect(raised).toEqual([]);
  });

  it('counts what nobody took for the shift alone', () => {
    const { raised, quality } = setUp();
    quality.follow(times(20, change('escalate', 31)));
    expect(raised.map(({ sensor }) => sensor)).toEqual(['shift from 22:00']);
  });

  it('holds each class to its own limit', () => {
    const { raised, quality } = setUp();
    const slow = change('take', 60);
    quality.follow(times(20, { ...slow, event: { ...slow.event, class: 'environment' } }));
    expect(raised).toEqual([]);
    quality.follow(times(20, slow));
    expect(raised).toHaveLength(2);
  });

  it('can be asked for at any time', () => {
    const { quality } = setUp();
    quality.follow([change('take', 10), change('take', 40)]);
    const targets = [{ share: 0.8, withinSeconds: 30, reached: 0.5 }];
    expect(quality.standings()).toEqual([
      { kind: 'shift', who: '22:00', takes: 2, isDegraded: false, targets },
      { kind: 'person', who: 'anna', takes: 2, isDegraded: false, targets },
    ]);
  });

  it('keeps shifts apart', () => {
    const { raised, quality } = setUp();
    quality.follow(times(20, change('take', 10)));
    const afternoon = OPENED + 9 * 3_600_000;
    const ben: Actor = { kind: 'person', name: 'ben' };
    quality.follow(times(20, change('take', 60, ben, afternoon)));
    expect(raised.map(({ sensor }) => sensor)).toEqual(['shift from 14:00', 'ben']);
  });
});
