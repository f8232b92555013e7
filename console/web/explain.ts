import type { AberrationView, EventDetail, EventSummary, SignalView } from '../server/api-schemas.ts';
import { ageOf, plural } from './format.ts';

/** One plain sentence or two under the title: what it does not say yet, and what has been done about the event. */
export function explain(event: EventSummary, detail: EventDetail | undefined, nowMillis: number): string {
  const sentences = detail === undefined ? [] : [cause(event, detail.signals)];
  return [...sentences, handling(event, nowMillis)].join(' ').trim();
}

function cause(event: EventSummary, signals: readonly SignalView[]): string {
  const signal = latestEntered(signals);
  if (signal === undefined) return '';
  switch (signal.kind) {
    case 'aberration':
      return signal.aberration === null ? '' : distanceFromUsual(signal.aberration);
    case 'device-alarm':
      return `Device alarm “${signal.type}”${signalsSoFar(event.signalCount)}.`;
    case 'silent-source':
      return event.active ? 'Nothing has come from it since.' : 'It is sending again.';
    case 'pipeline-fault':
      return 'A fault of Telltale itself, not of the site.';
  }
}

/**
 * Whether what the event reports still lasts. Most device alarms tell of a moment: nothing says that it is over,
 * and the page must not either.
 */
export function conditionWords(isActive: boolean, signals: readonly SignalView[]): string | undefined {
  if (isActive) return 'still active';
  return signals.some(({ phase }) => phase === 'left') ? 'condition over' : undefined;
}

/** The latest signal of a condition that began; what ended one says less about the event. */
export function latestEntered(signals: readonly SignalView[]): SignalView | undefined {
  return signals.findLast(({ phase }) => phase === 'entered') ?? signals.at(-1);
}

/** Scores beyond this say no more than that it is far. */
const FAR = 100;

/** Without the numbers of the series: the title tells them, in the unit that people use. */
function distanceFromUsual({ score }: AberrationView): string {
  const times = score > FAR ? `More than ${FAR}` : score.toFixed(1);
  return `${times} times as far from what was expected as normal readings go.`;
}

function handling(event: EventSummary, nowMillis: number): string {
  switch (event.state) {
    case 'closed':
      return `Closed${event.closedBy === null ? '' : ` by ${event.closedBy}`}.`;
    case 'taken':
    case 'in-progress':
    case 'paused':
    case 'parked':
      return `In charge: ${event.takenBy ?? 'somebody'}${event.takenAt === null ? '' : `, for ${ageOf(event.takenAt, nowMillis)}`}.`;
    case 'new':
      return event.escalatedAt === null
        ? `Nobody has taken it for ${ageOf(event.openedAt, nowMillis)}.`
        : `Nobody took it in time: escalated ${ageOf(event.escalatedAt, nowMillis)} ago.`;
  }
}

function signalsSoFar(count: number): string {
  return count > 1 ? `, ${plural(count, 'signal')} so far` : '';
}
