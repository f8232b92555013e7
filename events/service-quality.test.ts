import { describe, expect, it } from 'vitest';
import { TELLTALE, type ActionKind, type Actor } from '../core/action.ts';
import type { EventState } from '../core/event.ts';
import type { DeskChange } from '../core/ports/desk.ts';
import type { Signal, SignalClass } from '../core/signal.ts';
import { sampleEvent } from '../test/support/sample-records.ts';
import { ServiceQuality } from './service-quality.ts';

const ANNA: Actor = { kind: 'person', name: 'anna' };
const OPENED = Date.UTC(2026, 5, 1, 5, 30);

function setUp() {
  const raised: Signal[] = [];
  const quality = new ServiceQuality({
    targets: [{ share: 0.8, withinSeconds: 30, withinSecondsByClass: { environment: 90 } }],
    responseTargets: [{ share: 0.9, withinSeconds: 60, withinSecondsByClass: {} }],
    closeTargets: [{ share: 0.5, withinSeconds: 600, withinSecondsByClass: { environment: 3600 } }],
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

/** Something done about an event that somebody had taken. */
function handled(
  kind: ActionKind,
  more: {
    readonly takenFor?: number;
    readonly openFor?: number;
    readonly state?: EventState;
    readonly by?: Actor;
    readonly class?: SignalClass;
  },
): DeskChange {
  const { takenFor = 0, openFor = takenFor, state = 'taken', by = ANNA, class: signalClass = 'technical' } = more;
  const atMillis = OPENED + openFor * 1000;
  const previous = sampleEvent({
    openedAtMillis: OPENED,
    state,
    takenBy: ANNA,
    takenAtMillis: atMillis - takenFor * 1000,
    class: signalClass,
  });
  const after: Partial<Record<ActionKind, EventState>> = { start: 'in-progress', park: 'parked', close: 'closed' };
  const event = { ...previous, state: after[kind] ?? state };
  return { event, previous, action: { id: 'a', eventId: event.id, kind, by, atMillis } };
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

  it('is told of what was taken and not worked on in time', () => {
    const { raised, quality } = setUp();
    quality.follow(times(20, handled('start', { takenFor: 61 })));
    expect(raised.map(({ sensor, phase, message }) => [sensor, phase, message])).toEqual([
      ['shift from 22:00', 'entered', 'of the last 20 events 0 % were worked on within 60 s, 90 % are agreed'],
      ['anna', 'entered', 'of the last 20 events 0 % were worked on within 60 s, 90 % are agreed'],
    ]);
    quality.follow(times(50, handled('park', { takenFor: 59 })));
    expect(raised.slice(2)).toMatchObject([{ phase: 'left' }, { phase: 'left' }]);
  });

  it('is told of what was not closed in time, each class by its own limit', () => {
    const { raised, quality } = setUp();
    quality.follow(times(20, handled('close', { state: 'in-progress', openFor: 3000, class: 'environment' })));
    expect(raised).toEqual([]);
    quality.follow(times(21, handled('close', { state: 'in-progress', openFor: 3000 })));
    expect(raised).toMatchObject([
      { message: expect.stringContaining('were closed within 600 s (or the limit of their class), 50 % are agreed') },
      { sensor: 'anna' },
    ]);
  });

  it('counts neither what Telltale closed nor what was worked on before', () => {
    const { quality } = setUp();
    quality.follow([handled('close', { takenFor: 5, by: TELLTALE }), handled('start', { state: 'paused' })]);
    expect(quality.standings()).toEqual([]);
  });

  it('can be asked for at any time', () => {
    const { quality } = setUp();
    quality.follow([change('take', 10), change('take', 40)]);
    const targets = [
      { of: 'take', share: 0.8, withinSeconds: 30, reached: 0.5 },
      { of: 'response', share: 0.9, withinSeconds: 60, reached: null },
      { of: 'close', share: 0.5, withinSeconds: 600, reached: null },
    ];
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
