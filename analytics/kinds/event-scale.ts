const OFFSET = 3 / 8;
/** What zero events become. */
const ZERO = 2 * Math.sqrt(OFFSET);

/**
 * Three standard deviations of chance, however many events are usual: from none, four are no news, five are.
 */
export const LEAST_EVENT_DEVIATION = 3;

/**
 * The scale of Anscombe (1948, Biometrika 35): counts of independent events have a standard deviation of about 1 on it, few or
 * many. Continued below zero as its mirror image, so that any number can be judged.
 */
export function toEventScale(count: number): number {
  return count >= 0 ? 2 * Math.sqrt(count + OFFSET) : 2 * ZERO - 2 * Math.sqrt(OFFSET - count);
}

/** Events cannot be fewer than none: a band that reaches further ends there. */
export function fromEventScale(scaled: number): number {
  return scaled <= ZERO ? 0 : (scaled / 2) ** 2 - OFFSET;
}
