/**
 * Learns for each slot how far off its forecasts usually are, and from that where normal ends.
 * One wild error moves it little: the running mean takes errors cut at the edge, and the extreme that
 * counts is the second largest, so that a spike must repeat, or last, before it widens anything.
 *
 * What it knows are `EDGE_FIELDS` numbers of the detector's own record, from `at` on; all zeros at first.
 */

/** Below this many errors a series has too little past to say what is normal for it. */
const MIN_ERRORS = 7;
/** Normal is this many times the running mean of |error|, which for Gaussian noise is 0.8 standard deviations. */
const DEVIATIONS = 4.2;
/** A young series knows its deviation badly: the width is inflated by 1 + this / readings. */
const YOUTH_READINGS = 8;
/** From here on youth is over: what is left of it would not show. */
const MATURE_READINGS = 4096;
const MATURE_DEVIATIONS = DEVIATIONS * (1 + YOUTH_READINGS / MATURE_READINGS);
/** Errors no larger than the second largest seen, with this margin, are normal: what happened twice may happen again. */
const EXTREME_MARGIN = 1.25;
/** Memory of the running mean, after as many readings as this. */
const DEVIATION_MEMORY_READINGS = 32;
const DEVIATION_GAIN = 1 / DEVIATION_MEMORY_READINGS;
/** Extremes fade by half in this many readings. */
const EXTREME_HALF_LIFE_READINGS = 100_000;
const EXTREME_FADING = 2 ** (-1 / EXTREME_HALF_LIFE_READINGS);

const READINGS = 0;
const DEVIATION = 1;
const LARGEST = 2;
const SECOND_LARGEST = 3;
export const EDGE_FIELDS = 4;

/**
 * The largest |error| that is still normal, in the unit of the errors; NaN while there is too little past.
 * `floor` is the least it may be: it keeps a constant series from having an edge of zero.
 */
export function edgeOfNormal(records: Float64Array, at: number, floor: number): number {
  const readings = records[at + READINGS] ?? 0;
  if (readings < MIN_ERRORS) return NaN;
  const deviation = records[at + DEVIATION] ?? 0;
  const extreme = EXTREME_MARGIN * (records[at + SECOND_LARGEST] ?? 0);
  const factor = readings < MATURE_READINGS ? DEVIATIONS * (1 + YOUTH_READINGS / readings) : MATURE_DEVIATIONS;
  const usual = factor * deviation;
  const width = usual > extreme ? usual : extreme;
  return width > floor ? width : floor;
}

/** Takes the size of an error; `halfWidth` is what it was judged by, NaN when it was not judged. */
export function learnError(records: Float64Array, at: number, size: number, halfWidth: number): void {
  const readings = (records[at + READINGS] ?? 0) + 1;
  const deviation = records[at + DEVIATION] ?? 0;
  const step = (size > halfWidth ? halfWidth : size) - deviation;
  records[at + READINGS] = readings;
  records[at + DEVIATION] =
    deviation + (readings < DEVIATION_MEMORY_READINGS ? step / readings : step * DEVIATION_GAIN);
  const largest = (records[at + LARGEST] ?? 0) * EXTREME_FADING;
  const second = (records[at + SECOND_LARGEST] ?? 0) * EXTREME_FADING;
  records[at + LARGEST] = size > largest ? size : largest;
  const runnerUp = size > largest ? largest : size;
  records[at + SECOND_LARGEST] = runnerUp > second ? runnerUp : second;
}
