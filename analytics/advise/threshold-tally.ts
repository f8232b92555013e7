import type { Incident } from './incident.ts';

/** What is compared with a threshold: a score, a value, or a value turned round. */
export interface Levels {
  readonly observedAtMillis: ArrayLike<number>;
  /** NaN where nothing is known: neither alarm nor quiet. */
  readonly levels: ArrayLike<number>;
}

export interface TallyOptions {
  /** Incidents in order, not overlapping. */
  readonly incidents: readonly Incident[];
  /** The moments between their parts of the time. */
  readonly partEnds: readonly number[];
  /** Rows above a threshold that are no further apart are one event, */
  readonly quietMillis: number;
  /** but what lasts longer is another: an alarm that is always on finds nothing. */
  readonly longestMillis: number;
  /** An alarm so long before an incident has found it too. */
  readonly leadMillis: number;
}

/** What one threshold would have done, by parts of the time: each has one incident. */
export interface ThresholdTally {
  readonly threshold: number;
  /** Events that begin in the part. */
  readonly events: readonly number[];
  /** Those of them that touch an incident. */
  readonly trueEvents: readonly number[];
  /** From an incident's start to its first alarm, negative in its lead; NaN when it was missed. */
  readonly delaysMillis: readonly number[];
}

const NONE = -1;

/** Rows at or above the threshold are alarms. */
export function tallyThreshold(
  { observedAtMillis, levels }: Levels,
  threshold: number,
  { incidents, partEnds, quietMillis, longestMillis, leadMillis }: TallyOptions,
): ThresholdTally {
  const events = incidents.map(() => 0);
  const trueEvents = incidents.map(() => 0);
  const delaysMillis = incidents.map(() => NaN);
  let latestMillis = -Infinity;
  let eventMillis = -Infinity;
  let eventPart = NONE;
  let isTrue = false;
  let part = 0;
  for (let row = 0; row < levels.length; row += 1) {
    if (!((levels[row] ?? NaN) >= threshold)) continue;
    const millis = observedAtMillis[row] ?? NaN;
    while (millis > (partEnds[part] ?? Infinity)) part += 1;
    if (millis - latestMillis > quietMillis || millis - eventMillis > longestMillis) {
      eventMillis = millis;
      eventPart = part;
      isTrue = false;
      events[part] = (events[part] ?? 0) + 1;
    }
    latestMillis = millis;
    const incident = incidents[part];
    if (incident === undefined || millis < incident.startMillis - leadMillis || millis > incident.endMillis) continue;
    if (!isTrue) trueEvents[eventPart] = (trueEvents[eventPart] ?? 0) + 1;
    isTrue = true;
    if (Number.isNaN(delaysMillis[part])) delaysMillis[part] = millis - incident.startMillis;
  }
  return { threshold, events, trueEvents, delaysMillis };
}
