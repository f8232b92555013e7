import type { Detector } from '../../core/ports/detector.ts';
import { createOpinionColumns } from '../state/opinion-columns.ts';

export interface Opinion {
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  readonly score: number;
}

export type SlotReading = readonly [slot: number, millis: number, value: number];

/** The detector's opinions of the readings, given to it as one batch. */
export function opinionsOf(detector: Detector, readings: readonly SlotReading[]): Opinion[] {
  const opinions = createOpinionColumns(readings.length);
  detector.ensureSlots(1 + Math.max(-1, ...new Set(readings.map(([slot]) => slot))));
  detector.judge(
    {
      count: readings.length,
      slots: Int32Array.from(readings, ([slot]) => slot),
      observedAtMillis: Float64Array.from(readings, ([, millis]) => millis),
      values: Float64Array.from(readings, ([, , value]) => value),
    },
    opinions,
  );
  return readings.map((_, row) => ({
    expected: opinions.expected[row] ?? NaN,
    lower: opinions.lower[row] ?? NaN,
    upper: opinions.upper[row] ?? NaN,
    score: opinions.score[row] ?? NaN,
  }));
}
