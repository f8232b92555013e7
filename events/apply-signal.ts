import { MAX_SIGNALS_KEPT, type Event } from '../core/event.ts';
import type { Correlation } from '../core/ports/correlation.ts';
import { graverOf, type Signal } from '../core/signal.ts';

/**
 * Names the condition a signal reports, so that its `left` finds its `entered`. A device alarm is
 * momentary: nothing reports its end, so it names none.
 */
function conditionKey(signal: Signal): string | undefined {
  if (signal.kind === 'device-alarm') return undefined;
  return JSON.stringify([signal.kind, signal.type, signal.sensor, signal.seriesKey ?? '']);
}

/** What an event is made from. */
interface Opening {
  readonly signal: Signal;
  readonly correlation: Correlation;
  readonly id: string;
  readonly title: string;
  readonly nowMillis: number;
}

/** The event that a first signal opens. */
export function openEvent({ signal, correlation, id, title, nowMillis }: Opening): Event {
  const condition = conditionKey(signal);
  const { key, confirmation, unusual } = correlation;
  return {
    id,
    version: 1,
    title,
    site: signal.site,
    sensor: signal.sensor,
    class: signal.class,
    state: 'new',
    openedAtMillis: nowMillis,
    changedAtMillis: nowMillis,
    activeSignalKeys: condition === undefined ? [] : [condition],
    signalCount: 1,
    signals: [signal],
    highestScore: signal.aberration?.score ?? 0,
    correlationKeys: [key],
    ...(confirmation === undefined ? {} : { confirmation }),
    ...(unusual === undefined ? {} : { unusual }),
  };
}

/** The event after one more signal with the same cause. */
export function joinSignal(event: Event, signal: Signal, correlation: Correlation, nowMillis: number): Event {
  const { confirmation, unusual } = correlation;
  return {
    ...event,
    version: event.version + 1,
    changedAtMillis: nowMillis,
    activeSignalKeys: activeAfter(event.activeSignalKeys, signal),
    signalCount: event.signalCount + 1,
    signals: [...event.signals.slice(1 - MAX_SIGNALS_KEPT), signal],
    class: graverOf(event.class, signal.class),
    highestScore: Math.max(event.highestScore, signal.aberration?.score ?? 0),
    ...(confirmation === 'confirmed' ? { confirmation } : {}),
    ...(bitsOf(unusual) > bitsOf(event.unusual) ? { unusual: unusual ?? [] } : {}),
  };
}

function bitsOf(unusual: Event['unusual'] = []): number {
  return unusual.reduce((sum, { value }) => sum + value, 0);
}

const MAX_ACTIVE_CONDITIONS = 200;

function activeAfter(active: readonly string[], signal: Signal): readonly string[] {
  const condition = conditionKey(signal);
  if (condition === undefined) return active;
  const others = active.filter((key) => key !== condition);
  if (signal.phase === 'left') return others;
  return [...others, condition].slice(-MAX_ACTIVE_CONDITIONS);
}
