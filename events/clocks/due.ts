import type { ActionKind } from '../../core/action.ts';
import type { Event, Suppression } from '../../core/event.ts';
import { limitMillisOf, type ServiceLimits } from './service-limits.ts';

/** What Telltale will do about an event by itself, and when. */
export interface Due {
  readonly kind: Extract<ActionKind, 'close' | 'escalate' | 'remind' | 'release' | 'unshelve'>;
  readonly reason: string;
  readonly when: DueTime;
}

/** So long after a moment in the life of the event, or at a time of day that somebody named. */
export type DueTime =
  { readonly since: 'opening' | 'phase'; readonly limitMillis: number } | { readonly untilMillis: number };

/** The stretch of an event's life that a limit counts from: a new one begins when this changes. */
export function phaseOf(event: Event): string {
  if (event.suppression !== undefined) return 'suppressed';
  if (event.state === 'new') return 'waiting';
  return isReminded(event) ? `${event.state}, reminded` : event.state;
}

/** When the phase that the event is in began, as far as its fields tell; wall clock. */
export function phaseSinceMillis(event: Event): number {
  if (isReminded(event)) return event.remindedAtMillis ?? event.openedAtMillis;
  return event.state === 'new' ? event.openedAtMillis : (event.takenAtMillis ?? event.openedAtMillis);
}

/** Everything the event is waiting for; the earliest comes first to pass. Pure. */
export function duesOf(event: Event, limits: ServiceLimits): readonly Due[] {
  if (event.state === 'closed') return [];
  if (event.suppression !== undefined) return endOfSuppression(event.suppression);
  if (event.state === 'parked') return comingBack(event.parkedUntilMillis, 'release', 'parked until now');
  return event.state === 'new' ? waitingDues(event, limits) : heldDues(event, limits);
}

/** What a site on test reported is nobody's work afterwards; anything else comes back. */
function endOfSuppression({ kind, reason, untilMillis }: Suppression): readonly Due[] {
  if (kind === 'out-of-service') return comingBack(untilMillis, 'close', reason);
  return comingBack(untilMillis, 'unshelve', 'its time is over');
}

function comingBack(untilMillis: number | undefined, kind: Due['kind'], reason: string): readonly Due[] {
  return untilMillis === undefined ? [] : [{ kind, reason, when: { untilMillis } }];
}

function waitingDues(event: Event, limits: ServiceLimits): readonly Due[] {
  if (event.escalatedAtMillis !== undefined) return [];
  const limitMillis = limitMillisOf(event.class, limits.takeLimitSeconds, limits.takeLimitSecondsByClass);
  return [{ kind: 'escalate', reason: 'not taken in time', when: { since: 'phase', limitMillis } }];
}

function heldDues(event: Event, limits: ServiceLimits): readonly Due[] {
  if (isReminded(event)) {
    if (event.escalatedAtMillis !== undefined) return [];
    const limitMillis = limits.reminderSeconds * 1000;
    return [{ kind: 'escalate', reason: 'no change after a reminder', when: { since: 'phase', limitMillis } }];
  }
  const { responseLimitSeconds, responseLimitSecondsByClass, closeLimitSeconds, closeLimitSecondsByClass } = limits;
  const closeMillis = limitMillisOf(event.class, closeLimitSeconds, closeLimitSecondsByClass);
  const dues: Due[] = [
    { kind: 'remind', reason: 'not closed in time', when: { since: 'opening', limitMillis: closeMillis } },
  ];
  if (event.state === 'taken') {
    const limitMillis = limitMillisOf(event.class, responseLimitSeconds, responseLimitSecondsByClass);
    dues.push({ kind: 'remind', reason: 'taken, but not worked on in time', when: { since: 'phase', limitMillis } });
  }
  return dues;
}

/** Since whoever has it took it. */
function isReminded({ remindedAtMillis, takenAtMillis }: Event): boolean {
  return remindedAtMillis !== undefined && takenAtMillis !== undefined && remindedAtMillis >= takenAtMillis;
}
