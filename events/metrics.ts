import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { DISPOSITIONS } from '../core/action.ts';
import type { DeskChange } from '../core/ports/desk.ts';
import { SIGNAL_CLASSES, type Signal, type SignalClass } from '../core/signal.ts';
import { EVENT_STATES, type Event, type EventState } from '../core/event.ts';

const TIME_TO_TAKE_BUCKETS_SECONDS = [1, 5, 10, 20, 30, 60, 90, 120, 300, 600, 1800, 3600];

const OPEN_STATES = EVENT_STATES.filter((state) => state !== 'closed');

/** The desk's own figures. Every label value exists from the start. */
export class DeskMetrics {
  readonly #signals: Counter<'class'>;
  readonly #repeats: Counter;
  readonly #opened: Counter<'class'>;
  readonly #closed: Counter<'disposition'>;
  readonly #escalations: Counter;
  readonly #reminders: Counter;
  readonly #timeToTake: Histogram;

  constructor(registry: Registry, openEvents: () => Iterable<Event>) {
    const registers = [registry];
    this.#signals = new Counter({
      name: 'telltale_signals_total',
      help: 'Signals accepted by the desk.',
      labelNames: ['class'],
      registers,
    });
    this.#repeats = new Counter({
      name: 'telltale_signal_repeats_total',
      help: 'Signals recognised as already recorded.',
      registers,
    });
    this.#opened = new Counter({
      name: 'telltale_events_opened_total',
      help: 'Events opened.',
      labelNames: ['class'],
      registers,
    });
    this.#closed = new Counter({
      name: 'telltale_events_closed_total',
      help: 'Events closed.',
      labelNames: ['disposition'],
      registers,
    });
    this.#escalations = new Counter({
      name: 'telltale_escalations_total',
      help: 'Events nobody took in time, or nothing happened to after a reminder.',
      registers,
    });
    this.#reminders = new Counter({
      name: 'telltale_reminders_total',
      help: 'Reminders of events that were not worked on or closed in time.',
      registers,
    });
    this.#timeToTake = new Histogram({
      name: 'telltale_event_time_to_take_seconds',
      help: 'From opening to being taken in charge.',
      buckets: TIME_TO_TAKE_BUCKETS_SECONDS,
      registers,
    });
    for (const signalClass of SIGNAL_CLASSES) {
      this.#signals.inc({ class: signalClass }, 0);
      this.#opened.inc({ class: signalClass }, 0);
    }
    for (const disposition of DISPOSITIONS) this.#closed.inc({ disposition }, 0);
    registerOpenEvents(registry, openEvents);
  }

  accepted(signals: readonly Signal[]): void {
    const counts = new Map<SignalClass, number>();
    for (const signal of signals) counts.set(signal.class, (counts.get(signal.class) ?? 0) + 1);
    for (const [signalClass, count] of counts) this.#signals.inc({ class: signalClass }, count);
  }

  repeated(count: number): void {
    this.#repeats.inc(count);
  }

  changed(change: DeskChange): void {
    const { event, previous } = change;
    if (previous === undefined) this.#opened.inc({ class: event.class });
    if (event.state === 'closed' && event.disposition !== undefined)
      this.#closed.inc({ disposition: event.disposition });
    if (change.action?.kind === 'escalate') this.#escalations.inc();
    if (change.action?.kind === 'remind') this.#reminders.inc();
    if (change.action?.kind === 'take')
      this.#timeToTake.observe((change.action.atMillis - event.openedAtMillis) / 1000);
  }
}

function registerOpenEvents(registry: Registry, openEvents: () => Iterable<Event>): void {
  new Gauge({
    name: 'telltale_events_open',
    help: 'Events in the queue now.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const counts = new Map<EventState, number>();
      for (const { state } of openEvents()) counts.set(state, (counts.get(state) ?? 0) + 1);
      for (const state of OPEN_STATES) this.set({ state }, counts.get(state) ?? 0);
    },
  });
}
