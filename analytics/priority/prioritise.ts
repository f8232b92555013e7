import { DEMO_SITE, type Event } from '../../core/event.ts';
import { DEMONSTRATION, priorityOf, type Contribution, type Priority } from '../../core/priority.ts';
import { LIFE_SAFETY_CLASSES, type SignalClass } from '../../core/signal.ts';

/**
 * One point is a doubling: sums of points are products of how likely an event is true, how grave it would be and how
 * urgent it is. The figures fit together; the tests hold them to it. Everything a class without danger to life can collect
 * stays below the least weight of a life-safety class, and waiting alone lifts the least event above the most
 * that a newcomer without danger to life can have, whatever a model says of either.
 */
const CLASS_WEIGHTS: Readonly<Record<SignalClass, number>> = {
  fire: 59,
  'hold-up': 58,
  'man-down': 57,
  intrusion: 12,
  tamper: 9,
  technical: 6,
  environment: 5,
  wellness: 4,
  information: 1,
};
/** The probability that adds nothing and takes nothing. */
const USUAL_PROBABILITY = 0.1;
/** A doubling of ten per cent is a hundred after 3.32 of them. */
const MOST_FOR_LIKELIHOOD = 3.25;
const MOST_AGAINST_LIKELIHOOD = 6;
/** What is unlikely loses no more than all but this of what its class weighs. */
const LEAST_LEFT_OF_CLASS = 0.25;
/** As early as what is as likely true as not. */
const SHOWN_EARLY = 2.25;
/** For a high score and for being unusual together. */
const MOST_FOR_SCORE = 5;
/** Correlation presents nothing less surprising. */
const USUAL_SURPRISE_BITS = 5;
const STILL_ACTIVE = 2;
const ESCALATED = 2;
const CONFIRMED = 3;
const MOST_FOR_WAITING = 27.25;
/** After waiting so long an event has its full `MOST_FOR_WAITING`. */
export const FULL_WAIT_MINUTES = 120;
/** More than everything else together: whatever the demonstration shows comes after everything real. */
const DEMO = -100;

const MILLIS_PER_MINUTE = 60_000;

/**
 * The event's place in the queue. Every contribution is a multiple of 1/4, so that their sum is exact. How often signals
 * came adds nothing: what chatters is no more urgent for it, and would come first again each time it is closed.
 */
export function prioritise(event: Event, nowMillis: number): Priority {
  const likelihood = likelihoodWeight(event);
  const score = scoreWeight(event.highestScore);
  const contributions: Contribution[] = [
    { name: `class ${event.class}`, value: CLASS_WEIGHTS[event.class] },
    { name: 'how likely it is true', value: likelihood },
    {
      name: 'shown early to learn from it',
      value: event.likelihood?.early?.isShown === true ? earlyWeight(likelihood) : 0,
    },
    { name: 'aberration score', value: score },
    { name: unusualName(event), value: Math.min(unusualWeight(event), MOST_FOR_SCORE - score) },
    { name: 'confirmed by a second detector', value: event.confirmation === 'confirmed' ? CONFIRMED : 0 },
    { name: 'still active', value: event.activeSignalKeys.length > 0 ? STILL_ACTIVE : 0 },
    { name: 'waiting', value: waitingWeight(event, nowMillis) },
    { name: 'escalated', value: event.escalatedAtMillis === undefined ? 0 : ESCALATED },
    { name: DEMONSTRATION, value: event.site === DEMO_SITE ? DEMO : 0 },
  ];
  return priorityOf(contributions.filter(({ value }) => value !== 0));
}

/** One point for each doubling of the probability; danger to life is never demoted. */
function likelihoodWeight({ class: signalClass, likelihood }: Event): number {
  if (likelihood === undefined) return 0;
  const doublings = toQuarter(Math.log2(likelihood.probability / USUAL_PROBABILITY));
  const least = LIFE_SAFETY_CLASSES.has(signalClass)
    ? 0
    : Math.max(-MOST_AGAINST_LIKELIHOOD, LEAST_LEFT_OF_CLASS - CLASS_WEIGHTS[signalClass]);
  return Math.max(least, Math.min(MOST_FOR_LIKELIHOOD, doublings));
}

function earlyWeight(likelihood: number): number {
  return Math.max(0, SHOWN_EARLY - likelihood);
}

/** Half a point for each doubling of the surprise beyond what is presented at all. How likely it is true counts it already; danger to life keeps both. */
function unusualWeight({ class: signalClass, unusual = [], likelihood }: Event): number {
  if (likelihood !== undefined && !LIFE_SAFETY_CLASSES.has(signalClass)) return 0;
  const bits = unusual.reduce((sum, { value }) => sum + value, 0);
  return Math.max(0, toQuarter((bits - USUAL_SURPRISE_BITS) / 2));
}

function unusualName({ unusual: [first] = [] }: Event): string {
  return first?.name ?? 'unusual';
}

/** One point for each doubling of the distance from what was expected. */
function scoreWeight(score: number): number {
  return score > 0 ? Math.min(MOST_FOR_SCORE, toQuarter(Math.log2(1 + score))) : 0;
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
