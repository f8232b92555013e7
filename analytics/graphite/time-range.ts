/** Both ends are inclusive, epoch seconds. */
export interface TimeRange {
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/**
 * The range that Graphite's `timeShift` evaluates its argument over; the result then stands at the unshifted times.
 * A negative shift looks back, a positive one ahead.
 */
export function shiftRange(range: TimeRange, shiftSeconds: number): TimeRange {
  return { fromSeconds: range.fromSeconds + shiftSeconds, untilSeconds: range.untilSeconds + shiftSeconds };
}

/** The range that begins earlier by the past that a function fetches in advance. */
export function extendRange(range: TimeRange, pastSeconds: number): TimeRange {
  return { ...range, fromSeconds: range.fromSeconds - pastSeconds };
}
