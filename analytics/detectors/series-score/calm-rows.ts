import type { DetectorState } from '../../../core/ports/detector.ts';
import { FloatRecords } from '../../state/float-records.ts';

/** So many rows are kept before they are taken all at once, or so much time. */
const MOST_ROWS = 8;
const MOST_MILLIS = 300_000;
/** Rows nearer to what is expected than so many usual deviations are nothing special. */
const CALM_DEVIATIONS = 2.5;
/** The same for a series, by its score when it was last judged. */
const CALM_SCORE = 0.5;
/** Earlier too little is known. */
const LEAST_ROWS = 256;

const ROWS = 0;
const KEPT = 1;
/** Rows that may be kept before the next judgement: 0 for one that is disturbed, young or slow. */
const ROOM = 2;
const EXPECTED = 3;
const CALM_WIDTH = 4;
const SCORE = 5;
const REASON = 6;
const HALF_WIDTH = 7;
const TIMES = 8;
const VALUES = TIMES + MOST_ROWS - 1;
/** Two cache lines and a half. */
const FIELDS = VALUES + MOST_ROWS - 1;

/**
 * Readings that come fast and are nothing special. All that the score knows of a series is spread over many cache lines; what is
 * kept here fits into few. The rows are taken later, none is lost: only what is looked at over longer windows is seen some rows, and
 * no more than five minutes, later.
 */
export class CalmRows {
  readonly #records = new FloatRecords(FIELDS);

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  /** Whether the row was nothing special and is kept; counts it either way. */
  keeps(slot: number, millis: number, value: number): boolean {
    const numbers = this.#records.numbers;
    const at = slot * FIELDS;
    const kept = numbers[at + KEPT] ?? 0;
    numbers[at + ROWS] = (numbers[at + ROWS] ?? 0) + 1;
    const isCalm = Math.abs(value - (numbers[at + EXPECTED] ?? 0)) <= (numbers[at + CALM_WIDTH] ?? 0);
    if (!isCalm || kept >= (numbers[at + ROOM] ?? 0)) return false;
    numbers[at + TIMES + kept] = millis;
    numbers[at + VALUES + kept] = value;
    numbers[at + KEPT] = kept + 1;
    return true;
  }

  /** How many rows are kept, which are then to be taken. */
  takeKept(slot: number): number {
    const kept = this.#records.get(slot, KEPT);
    this.#records.set(slot, KEPT, 0);
    return kept;
  }

  timeOf(slot: number, row: number): number {
    return this.#records.get(slot, TIMES + row);
  }

  valueOf(slot: number, row: number): number {
    return this.#records.get(slot, VALUES + row);
  }

  expected(slot: number): number {
    return this.#records.get(slot, EXPECTED);
  }

  halfWidth(slot: number): number {
    return this.#records.get(slot, HALF_WIDTH);
  }

  score(slot: number): number {
    return this.#records.get(slot, SCORE);
  }

  reason(slot: number): number {
    return this.#records.get(slot, REASON);
  }

  /** What was said of the row last judged. `deviation` is how far from `expected` rows usually are. */
  note(
    slot: number,
    { expected, halfWidth, deviation, score, reason, spacingMillis }: Readonly<Record<JudgedField, number>>,
  ): void {
    const numbers = this.#records.numbers;
    const at = slot * FIELDS;
    const isCalm = (numbers[at + ROWS] ?? 0) >= LEAST_ROWS && score < CALM_SCORE && spacingMillis > 0;
    const most = Math.min(MOST_ROWS, Math.floor(MOST_MILLIS / spacingMillis)) - 1;
    numbers[at + ROOM] = isCalm && most > 0 ? most : 0;
    numbers[at + EXPECTED] = expected;
    numbers[at + CALM_WIDTH] = CALM_DEVIATIONS * deviation;
    numbers[at + HALF_WIDTH] = halfWidth;
    numbers[at + SCORE] = score;
    numbers[at + REASON] = reason;
  }

  save(slots: number): Float64Array {
    return this.#records.save(slots);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    this.#records.restore(state, name, slots);
  }
}

type JudgedField = 'expected' | 'halfWidth' | 'deviation' | 'score' | 'reason' | 'spacingMillis';
