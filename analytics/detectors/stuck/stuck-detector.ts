import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import type { StuckConfig } from './config.ts';

const FIRST_MILLIS = 0;
const VALUE = 1;
const RUN_MILLIS = 2;
const RUN_ROWS = 3;
const LONGEST_ROWS = 4;
const LONGEST_MILLIS = 5;
const ROWS = 6;
const CHANGES = 7;
const FALLS = 8;
/** Two values besides the latest, and how often a value was none of the three. */
const OTHER = 9;
const THIRD = 10;
const NEW_VALUES = 11;
const LATEST_MILLIS = 12;
const FIELDS = 13;

const DAY_MILLIS = 86_400_000;
const MINUTE_MILLIS = 60_000;
const MIN_CHANGES = 100;
const MIN_NEW_VALUES = 10;
const LEAST_ROWS = 20;
/** Fewer changes downwards than this share: a counter. */
const COUNTER_FALLS = 0.05;
/** Fewer changes than this share of the readings: mostly at rest. */
const LEAST_CHANGES = 0.2;
/** Runs of chance, whose lengths fall off exponentially, are longer than so many means once in a hundred million. */
const CHANCE_RUNS = 18;
/** Worth a warning, however long it lasts. */
const MOST = 1.9;
/** The longest run fades by half in about 700 runs that are longer than a tenth of it. */
const FADING = 0.999;

/** Compares the present run of equal readings with the runs of a series' past. */
export class StuckDetector implements Detector {
  readonly reasons = ['stuck'];
  readonly #records = new FloatRecords(FIELDS);
  readonly #factor: number;
  readonly #leastMillis: number;

  constructor(config: StuckConfig) {
    this.#factor = config.longestRunFactor;
    this.#leastMillis = config.leastMinutes * MINUTE_MILLIS;
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const value = values[row] ?? NaN;
      const millis = observedAtMillis[row] ?? NaN;
      this.#learn(slot, millis, value);
      const score = this.#score(slot, millis);
      opinions.expected[row] = NaN;
      opinions.lower[row] = NaN;
      opinions.upper[row] = NaN;
      opinions.score[row] = score;
      opinions.reason[row] = 0;
    }
  }

  saveState(slots: number): DetectorState {
    return new Map([['runs', this.#records.save(slots)]]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['runs']));
    this.#records.restore(state, 'runs', slots);
  }

  #learn(slot: number, millis: number, value: number): void {
    const records = this.#records;
    const rows = records.get(slot, ROWS);
    const latest = records.get(slot, VALUE);
    const latestMillis = rows === 0 ? millis : records.get(slot, LATEST_MILLIS);
    records.set(slot, ROWS, rows + 1);
    records.set(slot, LATEST_MILLIS, millis);
    if (rows === 0) records.set(slot, FIRST_MILLIS, millis);
    if (rows > 0 && value === latest) {
      records.set(slot, RUN_ROWS, records.get(slot, RUN_ROWS) + 1);
      return;
    }
    if (rows > 0) this.#endRun(slot, millis, value, latest);
    records.set(slot, VALUE, value);
    records.set(slot, RUN_MILLIS, latestMillis);
    records.set(slot, RUN_ROWS, 1);
  }

  #endRun(slot: number, millis: number, value: number, latest: number): void {
    const records = this.#records;
    this.#keepLongest(slot, LONGEST_ROWS, records.get(slot, RUN_ROWS));
    this.#keepLongest(slot, LONGEST_MILLIS, millis - records.get(slot, RUN_MILLIS));
    records.set(slot, CHANGES, records.get(slot, CHANGES) + 1);
    if (value < latest) records.set(slot, FALLS, records.get(slot, FALLS) + 1);
    const other = records.get(slot, OTHER);
    if (value !== other && value !== records.get(slot, THIRD)) {
      records.set(slot, NEW_VALUES, records.get(slot, NEW_VALUES) + 1);
    }
    if (value !== other) records.set(slot, THIRD, other);
    records.set(slot, OTHER, latest);
  }

  #keepLongest(slot: number, field: number, length: number): void {
    const longest = this.#records.get(slot, field);
    if (length > longest) this.#records.set(slot, field, length);
    else if (length > longest / 10) this.#records.set(slot, field, Math.max(length, longest * FADING));
  }

  #score(slot: number, millis: number): number {
    const records = this.#records;
    const rows = records.get(slot, ROWS);
    const changes = records.get(slot, CHANGES);
    const age = millis - records.get(slot, FIRST_MILLIS);
    if (changes < MIN_CHANGES || age < DAY_MILLIS || records.get(slot, NEW_VALUES) < MIN_NEW_VALUES) return NaN;
    const runRows = records.get(slot, RUN_ROWS);
    const rowsBefore = rows - runRows;
    if (changes < LEAST_CHANGES * rowsBefore || records.get(slot, FALLS) < COUNTER_FALLS * changes) return NaN;
    const chanceRows = (CHANCE_RUNS * rowsBefore) / changes;
    const mostRows = Math.max(LEAST_ROWS, this.#factor * records.get(slot, LONGEST_ROWS), chanceRows);
    const mostMillis = Math.max(this.#leastMillis, this.#factor * records.get(slot, LONGEST_MILLIS));
    const share = Math.min(runRows / mostRows, (millis - records.get(slot, RUN_MILLIS)) / mostMillis);
    return Math.min(share, MOST);
  }
}
