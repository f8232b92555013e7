import type { DetectorState } from '../../core/ports/detector.ts';
import { FloatRecords } from '../state/float-records.ts';

/** Below this many errors a series has too little past to say what is normal for it. */
const MIN_ERRORS = 7;
/** Normal is this many times the running mean of |error|, which for Gaussian noise is 0.8 standard deviations. */
const DEVIATIONS = 4.2;
/** A young series knows its deviation badly: the width is inflated by 1 + this / readings. */
const YOUTH_READINGS = 8;
/** Errors no larger than the second largest seen, with this margin, are normal: what happened twice may happen again. */
const EXTREME_MARGIN = 1.25;
/** Memory of the running mean, after as many readings as this. */
const DEVIATION_MEMORY_READINGS = 32;
/** Extremes fade by half in this many readings. */
const EXTREME_HALF_LIFE_READINGS = 100_000;
const EXTREME_FADING = 2 ** (-1 / EXTREME_HALF_LIFE_READINGS);

const READINGS = 0;
const DEVIATION = 1;
const LARGEST = 2;
const SECOND_LARGEST = 3;
const FIELDS = 4;

/**
 * Learns for each slot how far off its forecasts usually are, and from that where normal ends.
 * One wild error moves it little: the running mean takes errors cut at the edge, and the extreme that
 * counts is the second largest, so that a spike must repeat, or last, before it widens anything.
 */
export class EdgeOfNormal {
  readonly #records = new FloatRecords(FIELDS);

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  /**
   * The largest |error| that is still normal, in the unit of the errors; NaN while there is too little past.
   * `floor` is the least it may be: it keeps a constant series from having an edge of zero.
   */
  halfWidth(slot: number, floor: number): number {
    const readings = this.#records.get(slot, READINGS);
    if (readings < MIN_ERRORS) return NaN;
    const deviations = DEVIATIONS * (1 + YOUTH_READINGS / readings) * this.#records.get(slot, DEVIATION);
    return Math.max(deviations, EXTREME_MARGIN * this.#records.get(slot, SECOND_LARGEST), floor);
  }

  /** `halfWidth` is what the error was judged by, NaN when it was not judged. */
  learn(slot: number, error: number, halfWidth: number): void {
    const size = Math.abs(error);
    const readings = this.#records.get(slot, READINGS) + 1;
    const deviation = this.#records.get(slot, DEVIATION);
    const cut = size > halfWidth ? halfWidth : size;
    this.#records.set(slot, READINGS, readings);
    this.#records.set(slot, DEVIATION, deviation + (cut - deviation) / Math.min(readings, DEVIATION_MEMORY_READINGS));
    this.#keepExtremes(slot, size);
  }

  save(slots: number): Float64Array {
    return this.#records.save(slots);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    this.#records.restore(state, name, slots);
  }

  #keepExtremes(slot: number, size: number): void {
    const largest = this.#records.get(slot, LARGEST) * EXTREME_FADING;
    const secondLargest = this.#records.get(slot, SECOND_LARGEST) * EXTREME_FADING;
    this.#records.set(slot, LARGEST, Math.max(largest, size));
    this.#records.set(slot, SECOND_LARGEST, Math.max(secondLargest, Math.min(largest, size)));
  }
}
