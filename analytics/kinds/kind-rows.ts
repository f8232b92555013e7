import type { SlotRows } from '../../core/ports/detector.ts';
import { fromEventScale, LEAST_EVENT_DEVIATION, toEventScale } from './event-scale.ts';
import { isOnEventScale, isRate } from './scale.ts';

/**
 * The rows that detectors are to judge, each on the scale of its series' kind. Slots are those of the detectors: a series that
 * turns out to be something else goes on in a fresh one. Reused from batch to batch.
 */
export class KindRows implements SlotRows {
  count = 0;
  slots = new Int32Array(0);
  observedAtMillis = new Float64Array(0);
  values = new Float64Array(0);
  /** What the series is told in: the reading, of a counter its rate a second. */
  quantities = new Float64Array(0);
  /** Which of the given rows each is. */
  sourceRows = new Int32Array(0);
  /** 1 where all earlier readings of the series had the same value. */
  wasConstant = new Uint8Array(0);
  /** 1 where the series is a state: which of its values is bad only its device can say. */
  isState = new Uint8Array(0);
  #scales = new Uint8Array(0);
  #secondsPerReading = new Float64Array(0);
  #previousValues = new Float64Array(0);
  #seconds = new Float64Array(0);

  /** Forgets the rows it holds and makes room for as many. */
  clear(rows: number): void {
    this.count = 0;
    if (rows <= this.values.length) return;
    this.slots = new Int32Array(rows);
    this.observedAtMillis = new Float64Array(rows);
    this.values = new Float64Array(rows);
    this.quantities = new Float64Array(rows);
    this.sourceRows = new Int32Array(rows);
    this.wasConstant = new Uint8Array(rows);
    this.isState = new Uint8Array(rows);
    this.#scales = new Uint8Array(rows);
    this.#secondsPerReading = new Float64Array(rows);
    this.#previousValues = new Float64Array(rows);
    this.#seconds = new Float64Array(rows);
  }

  /** Writes the number on its scale in the next row; the caller writes the other public columns there and counts it. */
  setQuantity(quantity: number, scale: number, secondsPerReading: number): void {
    this.quantities[this.count] = quantity;
    this.values[this.count] = onScale(scale, quantity, secondsPerReading);
    this.#scales[this.count] = scale;
    this.#secondsPerReading[this.count] = secondsPerReading;
  }

  /** Says of the next row what a rate is to be added to, and for how long, to be a reading. */
  setPrevious(value: number, seconds: number): void {
    this.#previousValues[this.count] = value;
    this.#seconds[this.count] = seconds;
  }

  /** Whether its quantity is a rate a second rather than a reading. */
  isRate(row: number): boolean {
    return isRate(this.#scales[row] ?? 0);
  }

  /**
   * A number on the row's scale, such as an edge of its band, in what the series is told in. A band of events ends at none.
   */
  toQuantity(row: number, judged: number): number {
    const scale = this.#scales[row] ?? 0;
    if (!isOnEventScale(scale)) return judged;
    const count = fromEventScale(judged);
    return isRate(scale) ? count / (this.#secondsPerReading[row] ?? NaN) : count;
  }

  /** A number on the row's scale as the reading it would have been. */
  toReading(row: number, judged: number): number {
    const quantity = this.toQuantity(row, judged);
    if (!this.isRate(row)) return quantity;
    return (this.#previousValues[row] ?? NaN) + quantity * (this.#seconds[row] ?? NaN);
  }

  /**
   * Whether the row is too near to `expected`, a number on its scale, to matter to anybody. `leastDeviation` is in what the
   * series is told in. Whole numbers of events must also lie further off than chance takes them.
   */
  isNear(row: number, expected: number, leastDeviation: number): boolean {
    const judged = this.values[row] ?? NaN;
    const scale = this.#scales[row] ?? 0;
    if (!isOnEventScale(scale)) return Math.abs(judged - expected) < leastDeviation;
    if (Math.abs(judged - expected) < LEAST_EVENT_DEVIATION && this.#isWhole(row)) return true;
    return Math.abs((this.quantities[row] ?? NaN) - this.toQuantity(row, expected)) < leastDeviation;
  }

  /** What was zero for long and is 0.3 now has not counted events; a counter has. */
  #isWhole(row: number): boolean {
    return this.isRate(row) || Number.isInteger(this.quantities[row]);
  }
}

function onScale(scale: number, quantity: number, secondsPerReading: number): number {
  if (!isOnEventScale(scale)) return quantity;
  return toEventScale(isRate(scale) ? quantity * secondsPerReading : quantity);
}
