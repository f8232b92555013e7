/** On what scale a series is judged; numbers, for a typed array. */

/** Its kind is not known yet: it is not judged. */
export const UNKNOWN = 0;
export const VALUES = 1;
export const RATE = 2;
/** Anscombe's scale of numbers of events, see `event-scale.ts`. */
export const EVENTS = 3;
/** The same of what a counter of whole things, such as errors or bytes, counts in the usual time between two readings. */
export const EVENT_RATE = 4;

export type Scale = typeof UNKNOWN | typeof VALUES | typeof RATE | typeof EVENTS | typeof EVENT_RATE;

export function isRate(scale: number): boolean {
  return scale === RATE || scale === EVENT_RATE;
}

export function isOnEventScale(scale: number): boolean {
  return scale === EVENTS || scale === EVENT_RATE;
}
