import { LIFE_SAFETY_CLASSES, type SignalClass } from '../../core/signal.ts';

export type LimitsByClass = Readonly<Partial<Record<SignalClass, number>>>;

/** What was agreed on how long an event may wait, by class; the general limit holds where a class has none of its own. */
export interface ServiceLimits {
  readonly takeLimitSeconds: number;
  readonly takeLimitSecondsByClass: LimitsByClass;
  /** From being taken to being worked on or closed. */
  readonly responseLimitSeconds: number;
  readonly responseLimitSecondsByClass: LimitsByClass;
  /** From opening to closing. */
  readonly closeLimitSeconds: number;
  readonly closeLimitSecondsByClass: LimitsByClass;
  /** After a reminder that changed nothing. */
  readonly reminderSeconds: number;
}

/** Life-safety never gets longer than any other class. */
export function limitMillisOf(signalClass: SignalClass, generalSeconds: number, byClass: LimitsByClass): number {
  const own = byClass[signalClass] ?? generalSeconds;
  const seconds = LIFE_SAFETY_CLASSES.has(signalClass) ? Math.min(own, generalSeconds, ...Object.values(byClass)) : own;
  return seconds * 1000;
}
