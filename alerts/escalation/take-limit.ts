import { LIFE_SAFETY_CLASSES, type SignalClass } from '../../core/signal.ts';

export interface TakeLimits {
  readonly takeLimitSeconds: number;
  /** Overrides for single classes. */
  readonly takeLimitSecondsByClass?: Readonly<Partial<Record<SignalClass, number>>>;
}

/** How long an event of a class may stay untaken. Life-safety never gets longer than any other class. */
export function takeLimitMillisOf(signalClass: SignalClass, limits: TakeLimits): number {
  const { takeLimitSeconds, takeLimitSecondsByClass: byClass = {} } = limits;
  const own = byClass[signalClass] ?? takeLimitSeconds;
  const seconds = LIFE_SAFETY_CLASSES.has(signalClass)
    ? Math.min(own, takeLimitSeconds, ...Object.values(byClass))
    : own;
  return seconds * 1000;
}

/**
 * What is left of the limit for an event that was open before this process started. The wall clock may have
 * been set in between: the rest is never more than the whole limit, and never negative.
 */
export function restOfLimitMillis(openedAtMillis: number, limitMillis: number, nowMillis: number): number {
  return Math.max(0, Math.min(limitMillis, openedAtMillis + limitMillis - nowMillis));
}
