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

/** An event while the signals of one turn join it: a flood brings thousands, so it is changed in place until it is recorded. */
export type JoinedEvent = { -readonly [Field in keyof Event]: Event[Field] } & { signals: Signal[] };

/** The event, to be joined by signals; the given one stays as it is. */
export function beginJoining(event: Event, version: number): JoinedEvent {
  return { ...event, version, signals: [...event.signals] };
}

/** One more signal with the same cause. */
export function joinSignal(event: JoinedEvent, signal: Signal, correlation: Correlation, nowMillis: number): void {
  const { confirmation, unusual } = correlation;
  event.changedAtMillis = nowMillis;
  event.activeSignalKeys = activeAfter(event.activeSignalKeys, signal);
  event.signalCount += 1;
  event.signals.push(signal);
  if (event.signals.length >= 2 * MAX_SIGNALS_KEPT) keepLatest(event);
  event.class = graverOf(event.class, signal.class);
  event.highestScore = Math.max(event.highestScore, signal.aberration?.score ?? 0);
  if (confirmation === 'confirmed') event.confirmation = confirmation;
  if (unusual !== undefined && bitsOf(unusual) > bitsOf(event.unusual)) event.unusual = unusual;
}

/** What the event keeps of its signals; before it is recorded. */
export function keepLatest({ signals }: JoinedEvent): void {
  signals.splice(0, signals.length - MAX_SIGNALS_KEPT);
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
