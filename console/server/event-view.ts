import { alarmStateOf } from '../../core/alarm-state.ts';
import { DEMO_SITE, type Event, type Suppression } from '../../core/event.ts';
import type { Likelihood } from '../../core/likelihood.ts';
import { priorityBand, type Priority } from '../../core/priority.ts';
import type { Signal } from '../../core/signal.ts';
import type { EventSummary, EventView, SignalView } from './api-schemas.ts';
import { isoTime, isoTimeOrNull } from './iso-time.ts';

export type Prioritise = (event: Event, nowMillis: number) => Priority;

/** One line of the queue; the signals are fetched with the event. */
export function toEventSummary(event: Event, priority: Priority): EventSummary {
  return {
    id: event.id,
    version: event.version,
    title: event.title,
    site: event.site,
    sensor: event.sensor,
    class: event.class,
    state: event.state,
    priority: priority.value,
    band: priorityBand(priority),
    contributions: priority.contributions.map(({ name, value }) => ({ name, value })),
    openedAt: isoTime(event.openedAtMillis),
    changedAt: isoTime(event.changedAtMillis),
    alarmState: alarmStateOf(event),
    confirmation: event.confirmation ?? null,
    likelihood: toLikelihoodView(event.likelihood),
    suppression: toSuppressionView(event.suppression),
    parkedUntil: isoTimeOrNull(event.parkedUntilMillis),
    mergedInto: event.mergedIntoEventId ?? null,
    takenBy: event.takenBy?.name ?? null,
    takenAt: isoTimeOrNull(event.takenAtMillis),
    escalatedAt: isoTimeOrNull(event.escalatedAtMillis),
    closedAt: isoTimeOrNull(event.closedAtMillis),
    closedBy: event.closedBy?.name ?? null,
    disposition: event.disposition ?? null,
    reasonCode: event.reasonCode ?? null,
    reason: event.reason ?? null,
    demo: event.site === DEMO_SITE,
    reading: latestReading(event.signals),
    signalCount: event.signalCount,
    active: event.activeSignalKeys.length > 0,
  };
}

function toLikelihoodView(likelihood: Likelihood | undefined): EventSummary['likelihood'] {
  if (likelihood === undefined) return null;
  const { probability, band, model, reasons, sentence, early } = likelihood;
  return {
    probability,
    band,
    model,
    contributions: reasons.map(({ name, value }) => ({ name, value })),
    sentence,
    early: early === undefined ? null : { propensity: early.propensity, shown: early.isShown },
  };
}

function latestReading(signals: readonly Signal[]): EventSummary['reading'] {
  const aberration = signals.findLast((signal) => signal.aberration !== undefined)?.aberration;
  if (aberration === undefined) return null;
  const { observed, lower, upper } = aberration;
  return { observed, lower, upper };
}

function toSuppressionView(suppression: Suppression | undefined): EventSummary['suppression'] {
  if (suppression === undefined) return null;
  const { kind, by, reason, untilMillis } = suppression;
  return { kind, by: by.name, reason, until: isoTimeOrNull(untilMillis) };
}

export function toEventView(event: Event, priority: Priority): EventView {
  return { ...toEventSummary(event, priority), signals: event.signals.map(toSignalView) };
}

export function toSignalView(signal: Signal): SignalView {
  const { aberration } = signal;
  return {
    id: signal.deviceId ?? signal.id,
    type: signal.type,
    class: signal.class,
    kind: signal.kind,
    phase: signal.phase,
    site: signal.site,
    sensor: signal.sensor,
    message: signal.message,
    observedAt: isoTime(signal.observedAtMillis),
    receivedAt: isoTime(signal.receivedAtMillis),
    series: signal.seriesKey ?? null,
    aberration:
      aberration === undefined
        ? null
        : {
            observed: aberration.observed,
            expected: aberration.expected,
            lower: aberration.lower,
            upper: aberration.upper,
            score: aberration.score,
            direction: aberration.direction,
            level: aberration.level,
            verdicts: [...aberration.verdicts],
          },
  };
}
