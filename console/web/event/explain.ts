import type { AberrationView, EventDetail, EventSummary, SignalView } from '../../server/api-schemas.ts';
import { ageOf } from '../format.ts';
import { t, tn } from '../i18n/translate.ts';

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
      return event.signalCount > 1
        ? t('explain.alarms', { type: signal.type, signals: tn('unit.signal', event.signalCount) })
        : t('explain.alarm', { type: signal.type });
    case 'silent-source':
      return event.active ? t('explain.silent') : t('explain.sendingAgain');
    case 'pipeline-fault':
      return t('explain.ownFault');
  }
}

/**
 * Whether what the event reports still lasts. Most device alarms tell of a moment: nothing says that it is over,
 * and the page must not either.
 */
export function conditionWords(isActive: boolean, signals: readonly SignalView[]): string | undefined {
  if (isActive) return t('explain.stillActive');
  return signals.some(({ phase }) => phase === 'left') ? t('explain.conditionOver') : undefined;
}

/** The latest signal of a condition that began; what ended one says less about the event. */
export function latestEntered(signals: readonly SignalView[]): SignalView | undefined {
  return signals.findLast(({ phase }) => phase === 'entered') ?? signals.at(-1);
}

/** Scores beyond this say no more than that it is far. */
const FAR = 100;

/** Without the numbers of the series: the title tells them, in the unit that people use. */
function distanceFromUsual({ score }: AberrationView): string {
  return score > FAR ? t('explain.veryFar', { times: FAR }) : t('explain.far', { times: score.toFixed(1) });
}

function handling(event: EventSummary, nowMillis: number): string {
  switch (event.state) {
    case 'closed':
      return event.closedBy === null ? t('explain.closed') : t('explain.closedBy', { who: event.closedBy });
    case 'taken':
    case 'in-progress':
    case 'paused':
    case 'parked':
      return event.takenAt === null
        ? t('explain.inCharge', { who: event.takenBy ?? '' })
        : t('explain.inChargeFor', { who: event.takenBy ?? '', age: ageOf(event.takenAt, nowMillis) });
    case 'new':
      return event.escalatedAt === null
        ? t('explain.nobody', { age: ageOf(event.openedAt, nowMillis) })
        : t('explain.escalated', { age: ageOf(event.escalatedAt, nowMillis) });
  }
}
