import { median } from './median.ts';
import type { ThresholdTally } from './threshold-tally.ts';

/** What a threshold is worth. */
export interface ThresholdFigures {
  readonly events: number;
  readonly falseEvents: number;
  readonly incidents: number;
  readonly incidentsFound: number;
  /** The share of events that touch an incident; NaN without events. */
  readonly precision: number;
  /** The share of incidents with an alarm in them. */
  readonly recall: number;
  readonly eventsAMonth: number;
  readonly falseEventsAMonth: number;
  /** Of the incidents that were found; NaN when none was. */
  readonly medianDelaySeconds: number;
}

export const MONTH_MILLIS = (365.25 / 12) * 86_400_000;

/** Adds up the parts that each tally is asked for; `months` is how long all of them are together. */
export function figuresOf(
  parts: readonly { readonly tally: ThresholdTally; readonly part: number }[],
  months: number,
): ThresholdFigures {
  const sum = (field: 'events' | 'trueEvents'): number =>
    parts.reduce((total, { tally, part }) => total + (tally[field][part] ?? 0), 0);
  const events = sum('events');
  const falseEvents = events - sum('trueEvents');
  const delays = parts
    .map(({ tally, part }) => tally.delaysMillis[part] ?? NaN)
    .filter((delay) => !Number.isNaN(delay));
  return {
    events,
    falseEvents,
    incidents: parts.length,
    incidentsFound: delays.length,
    precision: (events - falseEvents) / events,
    recall: delays.length / parts.length,
    eventsAMonth: events / months,
    falseEventsAMonth: falseEvents / months,
    medianDelaySeconds: median(delays) / 1000,
  };
}

/** Van Rijsbergen's effectiveness: `beta` above 1 counts recall for more than precision, below 1 for less. 0 at worst, 1 at best. */
export function effectiveness(
  { precision, recall }: Pick<ThresholdFigures, 'precision' | 'recall'>,
  beta: number,
): number {
  if (!(precision > 0) || !(recall > 0)) return 0;
  const weight = beta ** 2;
  return ((1 + weight) * precision * recall) / (weight * precision + recall);
}
