import { F, HOUR } from './record.ts';

export const HOURS_OF_DAY = 24;

/** Hours whose mean square differs by less from that of the day have the scale of the day. */
const LOUD = 1.33;
const QUIET = 0.75;
const MOST_GAIN = 1 / 40;
const MEMORY_MILLIS = 7 * HOUR;
const LEAST_SQUARE = 0.05;

/** How loud each hour of the day is, as the mean square of deviations in scales of the whole day. */
export class HourScales {
  squares = new Float32Array(0);

  /** Of a series with a heavy tail only louder hours are told: quieter ones may just have been lucky. */
  relativeScale(record: Float64Array, at: number, slot: number, hour: number): number {
    const square = this.squares[slot * HOURS_OF_DAY + hour] ?? 1;
    if (square > LOUD) return Math.sqrt(square);
    const isHeavy = (record[at + F.meanCut] ?? 0) < (record[at + F.edge] ?? 0);
    return square < QUIET && !isHeavy ? Math.sqrt(square) : 1;
  }

  /** `deviation` is in scales of the hour. */
  learn(record: Float64Array, at: number, slot: number, hour: number, deviation: number, elapsedMillis: number): void {
    const own = slot * HOURS_OF_DAY + hour;
    const square = this.squares[own] ?? 1;
    const cut = Math.min(Math.abs(deviation), record[at + F.edge] ?? 0) * this.relativeScale(record, at, slot, hour);
    const gain = Math.min(MOST_GAIN, elapsedMillis / MEMORY_MILLIS);
    this.squares[own] = Math.max(LEAST_SQUARE, square + gain * (cut * cut - square));
  }
}
