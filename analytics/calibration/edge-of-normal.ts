import { larger } from './larger.ts';

/**
 * Learns for each slot how far off its forecasts usually are, and from that where normal ends.
 * One wild error moves it little: the running mean takes errors cut at the edge, and the extreme that
 * counts is the second largest, so that a spike must repeat, or last, before it widens anything.
 *
 * What it knows are `EDGE_FIELDS` fields of 4 bytes of the detector's own packed record, from `at` on; all zeros at first.
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
/**
 * Errors no larger than the second largest seen, with this margin, are normal: what happened twice may happen again. More
 * than 1.4 would take a disturbance for over with its third reading: 1 / 1.4 still counts as abnormal.
 */
const EXTREME_MARGIN = 1.4;
/** Where all errors but one are below the floor, and the one so many times as large, that one says how large the next may be. */
const EXCEPTIONAL = 3;
/** Memory of the running mean, after as many readings as this. */
const DEVIATION_MEMORY_READINGS = 32;
const DEVIATION_GAIN = 1 / DEVIATION_MEMORY_READINGS;
/** Extremes fade by half in this many readings. */
const EXTREME_HALF_LIFE_READINGS = 100_000;
const EXTREME_FADING = 2 ** (-1 / EXTREME_HALF_LIFE_READINGS);

/** No error counts for more, so that a running mean of 32 bits stays a number. */
const LARGEST_ERROR = 1e37;

const READINGS = 0;
const DEVIATION = 1;
const LARGEST = 2;
const SECOND_LARGEST = 3;
export const EDGE_FIELDS = 4;

/**
 * The largest |error| that is still normal, in the unit of the errors; NaN while there is too little past.
 * `floor` is the least it may be: it keeps a constant series from having an edge of zero.
 */
export function edgeOfNormal(floats: Float32Array, integers: Int32Array, at: number, floor: number): number {
  const readings = integers[at + READINGS] ?? 0;
  if (readings < MIN_ERRORS) return NaN;
  const factor = readings < MATURE_READINGS ? DEVIATIONS * (1 + YOUTH_READINGS / readings) : MATURE_DEVIATIONS;
  const usual = factor * (floats[at + DEVIATION] ?? 0);
  const extreme = EXTREME_MARGIN * (floats[at + SECOND_LARGEST] ?? 0);
  const width = larger(usual, extreme);
  if (width >= floor) return width;
  const largest = floats[at + LARGEST] ?? 0;
  return largest > EXCEPTIONAL * floor ? EXTREME_MARGIN * largest : floor;
}

/** Takes the size of an error; `halfWidth` is what it was judged by, NaN when it was not judged. */
export function learnError(
  floats: Float32Array,
  integers: Int32Array,
  at: number,
  errorSize: number,
  halfWidth: number,
): void {
  const size = errorSize < LARGEST_ERROR ? errorSize : LARGEST_ERROR;
  const readings = integers[at + READINGS] ?? 0;
  const deviation = floats[at + DEVIATION] ?? 0;
  const step = (size > halfWidth ? halfWidth : size) - deviation;
  if (readings < MATURE_READINGS) integers[at + READINGS] = readings + 1;
  floats[at + DEVIATION] =
    deviation + (readings < DEVIATION_MEMORY_READINGS ? step / (readings + 1) : step * DEVIATION_GAIN);
  const largest = (floats[at + LARGEST] ?? 0) * EXTREME_FADING;
  const second = (floats[at + SECOND_LARGEST] ?? 0) * EXTREME_FADING;
  floats[at + LARGEST] = size > largest ? size : largest;
  const runnerUp = size > largest ? largest : size;
  floats[at + SECOND_LARGEST] = runnerUp > second ? runnerUp : second;
}
