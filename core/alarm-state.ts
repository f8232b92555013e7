import type { Event, Suppression } from './event.ts';

/** The alarm states of ANSI/ISA-18.2 (A to G). */
export const ALARM_STATES = [
  'normal',
  'unacknowledged',
  'acknowledged',
  'returned-unacknowledged',
  'shelved',
  'suppressed-by-design',
  'out-of-service',
] as const;

export type AlarmState = (typeof ALARM_STATES)[number];

/** A storm hides nothing from the standard's point of view: the event keeps the state of its condition. */
const OF_SUPPRESSION: Readonly<Record<Suppression['kind'], AlarmState | undefined>> = {
  shelved: 'shelved',
  'by-design': 'suppressed-by-design',
  'out-of-service': 'out-of-service',
  storm: undefined,
};

/** The event as the alarm standard sees it: whether its condition stands, and whether somebody has acknowledged it by taking it. */
export function alarmStateOf(event: Event): AlarmState {
  const suppressed = event.suppression === undefined ? undefined : OF_SUPPRESSION[event.suppression.kind];
  if (suppressed !== undefined && event.state !== 'closed') return suppressed;
  const acknowledged = event.state !== 'new';
  if (conditionStands(event)) return acknowledged ? 'acknowledged' : 'unacknowledged';
  return acknowledged ? 'normal' : 'returned-unacknowledged';
}

/** A device alarm is momentary, nothing reports its end: it stands until its event is closed. */
function conditionStands(event: Event): boolean {
  if (event.activeSignalKeys.length > 0) return true;
  return event.state !== 'closed' && event.signals.every(({ kind }) => kind === 'device-alarm');
}
