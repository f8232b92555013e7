import type { KindRows } from './kinds/kind-rows.ts';
import type { SeriesRules } from './series-rules.ts';
import { FloatRecords } from './state/float-records.ts';

const IS_JUDGED = 0;
const LEAST_DEVIATION = 1;
const LEAST_RATE_DEVIATION = 2;
const LEAST_DURATION_MILLIS = 3;
/** 1: only above counts, -1: only below, 0: both. */
const SIDE = 4;
const SCORE_FACTOR = 5;
/** A bit for each detector that is not heard. */
const SILENCED = 6;
const FIELDS = 7;

/** The rules of each slot. They come with the configuration, so they are not part of what is saved. */
export class RuleTable {
  readonly #detectorKinds: readonly string[];
  readonly #records = new FloatRecords(FIELDS);

  constructor(detectorKinds: readonly string[]) {
    this.#detectorKinds = detectorKinds;
  }

  set(slot: number, rules: SeriesRules): void {
    const { direction } = rules;
    this.#records.ensureSlots(slot + 1);
    this.#records.set(slot, IS_JUDGED, rules.isJudged ? 1 : 0);
    this.#records.set(slot, LEAST_DEVIATION, rules.leastDeviation);
    this.#records.set(slot, LEAST_RATE_DEVIATION, rules.leastRateDeviation);
    this.#records.set(slot, LEAST_DURATION_MILLIS, rules.leastDurationMillis);
    this.#records.set(slot, SIDE, direction === 'both' ? 0 : direction === 'above' ? 1 : -1);
    this.#records.set(slot, SCORE_FACTOR, rules.scoreFactor);
    this.#records.set(slot, SILENCED, this.#silenced(rules.silencedDetectors));
  }

  isJudged(slot: number): boolean {
    return this.#records.get(slot, IS_JUDGED) === 1;
  }

  leastDurationMillis(slot: number): number {
    return this.#records.get(slot, LEAST_DURATION_MILLIS);
  }

  /**
   * What the score of a detector counts for the slot of a row: nothing where the detector is not heard, and 0 where the
   * reading is too near to what it expected or on the side nobody minds.
   */
  counted(slot: number, rows: KindRows, row: number, detector: number, expected: number, score: number): number {
    const silenced = this.#records.get(slot, SILENCED);
    if (silenced !== 0 && (silenced & (1 << detector)) !== 0) return NaN;
    const deviation = (rows.values[row] ?? NaN) - expected;
    if (deviation * this.#records.get(slot, SIDE) < 0) return 0;
    const leastDeviation = this.#records.get(slot, rows.isRate(row) ? LEAST_RATE_DEVIATION : LEAST_DEVIATION);
    return rows.isNear(row, expected, leastDeviation) ? 0 : score * this.#records.get(slot, SCORE_FACTOR);
  }

  #silenced(kinds: readonly string[]): number {
    return this.#detectorKinds.reduce((bits, kind, index) => (kinds.includes(kind) ? bits | (1 << index) : bits), 0);
  }
}
