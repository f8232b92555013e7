import type { Aberration } from './aberration.ts';

/** The classes a signal can have, gravest first. Closed: free text from a device is mapped to one of them. */
export const SIGNAL_CLASSES = [
  'fire',
  'hold-up',
  'man-down',
  'intrusion',
  'tamper',
  'technical',
  'environment',
  'wellness',
  'information',
] as const;

export type SignalClass = (typeof SIGNAL_CLASSES)[number];

export function graverOf(one: SignalClass, other: SignalClass): SignalClass {
  return SIGNAL_CLASSES.indexOf(one) <= SIGNAL_CLASSES.indexOf(other) ? one : other;
}

/** Never demoted by any ranking. */
export const LIFE_SAFETY_CLASSES: ReadonlySet<SignalClass> = new Set(['fire', 'hold-up', 'man-down']);

export const SIGNAL_KINDS = ['device-alarm', 'aberration', 'silent-source', 'pipeline-fault'] as const;

export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** `entered`: the condition began. `left`: it ended; the event it belongs to stays until somebody closes it. */
export type SignalPhase = 'entered' | 'left';

/** Anything discrete that may need attention. */
export interface Signal {
  /** The same occurrence has the same id however often it is delivered. At most 200 characters. */
  readonly id: string;
  /** The id the device itself gave, as it gave it; unique only for that device. */
  readonly deviceId?: string;
  readonly kind: SignalKind;
  /** What happened, in the source's own words: "motion", "aberration", "agent-down". */
  readonly type: string;
  readonly class: SignalClass;
  readonly phase: SignalPhase;
  readonly site: string;
  readonly sensor: string;
  /** UTC epoch milliseconds by the source's clock, or the arrival time where it gave none that is plausible. */
  readonly observedAtMillis: number;
  readonly receivedAtMillis: number;
  readonly message: string;
  /** The canonical key of the series it is about, if it is about one. */
  readonly seriesKey?: string;
  readonly aberration?: Aberration;
}
