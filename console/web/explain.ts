import type { AberrationView, EventDetail, EventSummary, SignalView } from '../server/api-schemas.ts';
import { ageOf, formatReading } from './format.ts';

/** One plain sentence or two: what happened, and what has been done about it. */
export function explain(event: EventSummary, detail: EventDetail | undefined, nowMillis: number): string {
  return `${cause(event, detail?.signals ?? [])} ${handling(event, nowMillis)}`;
}

function cause(event: EventSummary, signals: readonly SignalView[]): string {
  const entered = signals.filter(({ phase }) => phase === 'entered');
  const signal = entered.at(-1) ?? signals.at(-1);
  if (signal === undefined) return `${event.sensor} at ${event.site}: ${event.title}.`;
  switch (signal.kind) {
    case 'aberration':
      return signal.aberration === null
        ? `${event.sensor} at ${event.site} left its expected band.`
        : aberrationSentence(event, signal, signal.aberration);
    case 'device-alarm':
      return `${event.sensor} at ${event.site} raised ${quoted(signal.type)}${times(event.signalCount)}.`;
    case 'silent-source':
      return `${event.sensor} at ${event.site} has stopped sending.`;
    case 'pipeline-fault':
      return `Telltale itself has a fault: ${signal.message || signal.type}.`;
  }
}

function aberrationSentence(event: EventSummary, signal: SignalView, aberration: AberrationView): string {
  const { observed, lower, upper, direction } = aberration;
  const metric = metricOf(signal.series);
  const distance = direction === 'above' ? observed - upper : lower - observed;
  const by = distance > 0 ? `${formatReading(distance)} ${direction}` : 'at the edge of';
  return (
    `${metric} at ${event.sensor}, ${event.site}, read ${formatReading(observed)}: ${by} its expected band of ` +
    `${formatReading(lower)} to ${formatReading(upper)}.`
  );
}

function handling(event: EventSummary, nowMillis: number): string {
  switch (event.state) {
    case 'closed':
      return `Closed${event.closedBy === null ? '' : ` by ${event.closedBy}`}.`;
    case 'taken':
      return `${event.takenBy ?? 'Somebody'} has it${event.takenAt === null ? '' : ` for ${ageOf(event.takenAt, nowMillis)}`}.`;
    case 'new':
      return event.escalatedAt === null
        ? `Nobody has taken it for ${ageOf(event.openedAt, nowMillis)}.`
        : `Nobody took it in time: escalated ${ageOf(event.escalatedAt, nowMillis)} ago.`;
  }
}

/** The metric's name out of a canonical key. */
export function metricOf(series: string | null): string {
  if (series === null) return 'The reading';
  const bare = /^[a-zA-Z_][a-zA-Z0-9_]*/.exec(series)?.[0];
  if (bare !== undefined) return capitalised(bare.replaceAll('_', ' '));
  return /^"((?:[^"\\]|\\.)*)"/.exec(series)?.[1] ?? series;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function quoted(text: string): string {
  return `“${text}”`;
}

function times(count: number): string {
  return count > 1 ? `, ${count} signals so far` : '';
}
