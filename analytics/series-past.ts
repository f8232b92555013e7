/** What a series has been so far, its latest reading included; numbers, for a typed array. */

/** Only one value. */
export const CONSTANT = 0;
/** 0 and 1 and nothing else: a door, a switch, a link. Which of the two is bad only its device can say. */
export const STATE = 1;
/** Values of any kind. */
const GAUGE = 2;

/** What it has been once `value` has followed `latest`. */
export function pastWith(past: number, latest: number, value: number): number {
  if (value === latest) return past;
  return past !== GAUGE && isOnOrOff(latest) && isOnOrOff(value) ? STATE : GAUGE;
}

function isOnOrOff(value: number): boolean {
  return value === 0 || value === 1;
}
