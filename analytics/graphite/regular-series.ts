import type { TimeRange } from './time-range.ts';

/**
 * Graphite's series: element i is the value at `startSeconds + i * stepSeconds`.
 * NaN stands for a missing value (Graphite's None).
 */
export interface RegularSeries {
  readonly startSeconds: number;
  readonly stepSeconds: number;
  readonly values: Float64Array;
}

/** How many steps of the series' grid fall into the range; the grid goes on beyond both ends of the series. */
export function countSteps(series: RegularSeries, range: TimeRange): number {
  return Math.max(0, lastStep(series, range) - firstStep(series, range) + 1);
}

/** The values on the series' grid within the range, missing where the series has none. */
export function fetchRange(series: RegularSeries, range: TimeRange): Float64Array {
  const first = firstStep(series, range);
  const fetched = new Float64Array(countSteps(series, range)).fill(NaN);
  const known = series.values.subarray(Math.max(0, first), Math.max(0, first + fetched.length));
  fetched.set(known, Math.min(fetched.length, Math.max(0, -first)));
  return fetched;
}

export function timestampsOf(series: RegularSeries, range: TimeRange): Float64Array {
  const firstSeconds = series.startSeconds + firstStep(series, range) * series.stepSeconds;
  return Float64Array.from({ length: countSteps(series, range) }, (_, i) => firstSeconds + i * series.stepSeconds);
}

function firstStep(series: RegularSeries, range: TimeRange): number {
  return Math.ceil((range.fromSeconds - series.startSeconds) / series.stepSeconds);
}

function lastStep(series: RegularSeries, range: TimeRange): number {
  return Math.floor((range.untilSeconds - series.startSeconds) / series.stepSeconds);
}
