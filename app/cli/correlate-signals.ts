import { Correlator, type Correlated } from '../../analytics/correlation/correlator.ts';
import type { CorrelationConfig } from '../../analytics/correlation/correlation-rules.ts';
import type { Priority } from '../../core/priority.ts';
import type { SignalRow } from './signal-csv.ts';

/** After so long the order of the queue is what people have acted on; what is learned later does not count here. */
const KNOWN_WITHIN_MILLIS = 60_000;

/** An event as it stood in the queue a minute after it opened, and the rows that it came to hold in the end. */
export interface PresentedEvent {
  readonly event: string;
  readonly openedAtMillis: number;
  readonly priority: Priority;
  readonly confirmation: Correlated['confirmation'];
  /** Numbers of rows. */
  readonly members: readonly number[];
}

/** The events that the signals make, in the order in which they opened. */
export function correlateSignals(rows: Iterable<SignalRow>, config: CorrelationConfig): PresentedEvent[] {
  const correlator = new Correlator(config);
  const events = new Map<string, { latest: Correlated; readonly members: number[] }>();
  for (const { row, signal } of rows) {
    const correlated = correlator.take(signal);
    const known = events.get(correlated.eventKey);
    if (known === undefined) {
      events.set(correlated.eventKey, { latest: correlated, members: [row] });
    } else {
      known.members.push(row);
      const ageMillis = signal.observedAtMillis - correlated.openedAtMillis;
      if (ageMillis <= KNOWN_WITHIN_MILLIS) known.latest = correlated;
    }
  }
  return [...events.values()].map(({ latest, members }) => ({
    event: latest.eventKey,
    openedAtMillis: latest.openedAtMillis,
    priority: latest.priority,
    confirmation: latest.confirmation,
    members,
  }));
}
