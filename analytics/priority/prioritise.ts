import { DEMO_SITE, type Event } from '../../core/event.ts';
import { DEMONSTRATION, priorityOf, type Contribution, type Priority } from '../../core/priority.ts';
import type { SignalClass } from '../../core/signal.ts';

/**
 * The figures fit together; the tests hold them to it. Everything a class without danger to life can collect
 * stays below the least weight of a life-safety class, and waiting alone lifts the least event above the most
 * that a newcomer without danger to life can have.
 */
const CLASS_WEIGHTS: Readonly<Record<SignalClass, number>> = {
  fire: 55,
  'hold-up': 54,
  'man-down': 53,
  intrusion: 12,
  tamper: 9,
  technical: 6,
  environment: 5,
  wellness: 4,
  information: 1,
};
const MOST_FOR_SCORE = 5;
const MOST_FOR_REPEATS = 3;
const STILL_ACTIVE = 2;
const ESCALATED = 2;
const CONFIRMED = 3;
const MOST_FOR_WAITING = 25;
/** After waiting so long an event has its full `MOST_FOR_WAITING`. */
export const FULL_WAIT_MINUTES = 120;
/** More than everything else together: whatever the demonstration shows comes after everything real. */
const DEMO = -100;

const MILLIS_PER_MINUTE = 60_000;

/** The event's place in the queue. Every contribution is a multiple of 1/4, so that their sum is exact. */
export function prioritise(event: Event, nowMillis: number): Priority {
  const contributions: Contribution[] = [
    { name: `class ${event.class}`, value: CLASS_WEIGHTS[event.class] },
    { name: 'aberration score', value: scoreWeight(event.highestScore) },
    { name: 'repeated signals', value: repeatsWeight(event.signalCount) },
    { name: 'confirmed by a second detector', value: event.confirmation === 'confirmed' ? CONFIRMED : 0 },
    { name: 'still active', value: event.activeSignalKeys.length > 0 ? STILL_ACTIVE : 0 },
    { name: 'waiting', value: waitingWeight(event, nowMillis) },
    { name: 'escalated', value: event.escalatedAtMillis === undefined ? 0 : ESCALATED },
    { name: DEMONSTRATION, value: event.site === DEMO_SITE ? DEMO : 0 },
  ];
  return priorityOf(contributions.filter(({ value }) => value !== 0));
}

/** One point for each doubling of the distance from what was expected. */
function scoreWeight(score: number): number {
  return score > 0 ? Math.min(MOST_FOR_SCORE, toQuarter(Math.log2(1 + score))) : 0;
}

/** Half a point for each doubling of the number of signals. */
function repeatsWeight(signalCount: number): number {
  return signalCount > 1 ? Math.min(MOST_FOR_REPEATS, toQuarter(Math.log2(signalCount) / 2)) : 0;
}

/** Grows evenly until somebody takes the event or the cap is reached. */
function waitingWeight(event: Event, nowMillis: number): number {
  const waitedMillis = Math.max(0, (event.takenAtMillis ?? nowMillis) - event.openedAtMillis);
  const share = Math.min(1, waitedMillis / (FULL_WAIT_MINUTES * MILLIS_PER_MINUTE));
  return toQuarter(share * MOST_FOR_WAITING);
}

function toQuarter(value: number): number {
  return Math.floor(value * 4) / 4;
}
