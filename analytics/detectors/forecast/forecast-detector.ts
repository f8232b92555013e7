import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { grownCapacity } from '../../state/capacity.ts';
import { expectNoOthers, savedArray } from '../../state/saved-state.ts';
import { ClockFollower } from './clock-follower.ts';
import type { ForecastConfig } from './config.ts';
import { Disturbances } from './disturbances.ts';
import { clearWindows, Evidence, FORECAST_REASONS, startEvidence } from './evidence.ts';
import { chooseForecast } from './forecast-choice.ts';
import {
  ALL_MODELS,
  DAY_POINTS,
  ForecastModels,
  LEVEL,
  LEVEL_ONLY,
  SEASONS_ONLY,
  WEEK_POINTS,
} from './forecast-models.ts';
import { HOURS_OF_DAY, HourScales } from './hour-scales.ts';
import { Reading } from './reading.ts';
import { DAY, F, HOUR, M, MODEL_FIELDS, MODELS, RECORD_FIELDS, SAID, WEEK } from './record.ts';
import { countTail, gaussianEdge, refreshEdge, TAIL_BINS } from './tail-edge.ts';

const MONTH = 30 * DAY;
const LEAST_ROWS_A_MONTH = 100;
/** Below this a series has too little past for an opinion. */
const MIN_ROWS = 48;
const MIN_CHANGES = 10;
const MIN_AGE = 2 * HOUR;
/** Edges of a young series are wider by this over its readings, those of one that is often disturbed by this for each further one. */
const YOUTH_ROWS = 5;
const MANY_DISTURBANCES = 1;
const WIDENING_PER_DISTURBANCE = 0.15;
const SPACING_GAIN = 1 / 200;
/** After so long a change of the model says nothing new about the series. */
const SEASONS_SETTLED = 3 * WEEK;
/** However often a series is sampled, it is learned from no more often: readings in between are held against what was expected last. */
const LEAST_MILLIS_BETWEEN = 8000;
/** A longer spacing is a gap, and counts for no more. */
const MOST_SPACINGS = 3;
const REFRESH_ROWS = 64;
const YOUNG_REFRESH_ROWS = 16;
const YOUNG_ROWS = 1000;
/** Shares of the false alarms allowed that single readings and each of the means may give. */
const SPIKE_SHARE = 0.8;
const MEAN_SHARE = 0.1;
const MEAN_MARGIN = 1.05;
/** A tail that reaches further than that of noise by so much is heavy: its extremes count less in the means. */
const HEAVY = 1.1;
const HEAVY_CUT = 3;
/** Before anything is known. */
const FIRST_PROBABILITY = 1e-5;

/**
 * Judges readings by the level, the time of day and the hour of the week. See the README for how; the parts are: what is
 * expected (`ForecastModels`), how far off is abnormal (`tail-edge`, `Evidence`), and what follows (`Disturbances`).
 */
export class ForecastDetector implements Detector {
  readonly reasons = FORECAST_REASONS;
  readonly #falseAlarmsAMonth: number;
  readonly #disturbances: Disturbances;
  readonly #evidence = new Evidence();
  readonly #reading = new Reading();
  readonly #hours = new HourScales();
  readonly #models = new ForecastModels();
  readonly #clock = new ClockFollower(this.#models);
  #records = new Float64Array(0);
  #tails = new Float32Array(0);
  #capacity = 0;

  constructor(config: ForecastConfig) {
    this.#falseAlarmsAMonth = config.falseAlarmsAMonthRatio;
    this.#disturbances = new Disturbances(config);
  }

  ensureSlots(slots: number): void {
    if (slots <= this.#capacity) return;
    this.#capacity = grownCapacity(this.#capacity, slots);
    this.#records = copied(this.#records, new Float64Array(this.#capacity * RECORD_FIELDS));
    this.#tails = copied(this.#tails, new Float32Array(this.#capacity * TAIL_BINS));
    this.#hours.squares = copied(this.#hours.squares, new Float32Array(this.#capacity * HOURS_OF_DAY));
    this.#models.daily = copied(this.#models.daily, new Float32Array(this.#capacity * DAY_POINTS));
    this.#models.weekly = copied(this.#models.weekly, new Float32Array(this.#capacity * WEEK_POINTS));
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    for (let row = 0; row < count; row += 1) {
      this.#take(slots[row] ?? 0, observedAtMillis[row] ?? NaN, values[row] ?? NaN, opinions, row);
    }
  }

  saveState(slots: number): DetectorState {
    this.ensureSlots(slots);
    return new Map<string, Float64Array | Float32Array>([
      ['records', this.#records.subarray(0, slots * RECORD_FIELDS)],
      ['hours', this.#hours.squares.subarray(0, slots * HOURS_OF_DAY)],
      ['tails', this.#tails.subarray(0, slots * TAIL_BINS)],
      ['daily', this.#models.daily.subarray(0, slots * DAY_POINTS)],
      ['weekly', this.#models.weekly.subarray(0, slots * WEEK_POINTS)],
    ]);
  }

  restoreState(state: DetectorState, slots: number): void {
    const records = savedArray(state, 'records', Float64Array, slots * RECORD_FIELDS);
    const hours = savedArray(state, 'hours', Float32Array, slots * HOURS_OF_DAY);
    const tails = savedArray(state, 'tails', Float32Array, slots * TAIL_BINS);
    const daily = savedArray(state, 'daily', Float32Array, slots * DAY_POINTS);
    const weekly = savedArray(state, 'weekly', Float32Array, slots * WEEK_POINTS);
    expectNoOthers(state, new Set(['records', 'hours', 'tails', 'daily', 'weekly']));
    this.ensureSlots(slots);
    this.#records.set(records);
    this.#hours.squares.set(hours);
    this.#tails.set(tails);
    this.#models.daily.set(daily);
    this.#models.weekly.set(weekly);
  }

  #take(slot: number, millis: number, value: number, opinions: OpinionColumns, row: number): void {
    const record = this.#records;
    const at = slot * RECORD_FIELDS;
    const rows = record[at + F.rows] ?? 0;
    if (rows === 0) {
      this.#start(slot, at, millis, value);
      writeSaid(record, at, opinions, row);
      return;
    }
    if (millis - (record[at + F.lastMillis] ?? 0) < LEAST_MILLIS_BETWEEN && this.#isAsSaid(at, value)) {
      writeSaid(record, at, opinions, row);
      return;
    }
    const reading = this.#reading;
    reading.slot = slot;
    reading.at = at;
    reading.millis = millis;
    reading.value = value;
    reading.rows = rows;
    reading.ageMillis = millis - (record[at + F.firstMillis] ?? 0);
    reading.sinceMillis = millis - (record[at + F.lastMillis] ?? 0);
    reading.elapsedMillis = Math.min(reading.sinceMillis, MOST_SPACINGS * this.#followSpacing(reading));
    this.#models.forecast(record, at, slot, millis, value);
    if (this.#clock.follows(record, reading)) this.#forecastAnew(reading);
    this.#score(reading);
    const isKnown = rows >= MIN_ROWS && reading.ageMillis >= MIN_AGE && (record[at + F.changes] ?? 0) >= MIN_CHANGES;
    if (isKnown) this.#decide(reading);
    else this.#learn(reading);
    if (isKnown) this.#say(reading);
    writeSaid(record, at, opinions, row);
    this.#remember(reading);
  }

  /** Whether nothing is disturbed, and the reading is no further from what was expected last than it may be. */
  #isAsSaid(at: number, value: number): boolean {
    const record = this.#records;
    if ((record[at + F.disturbedMillis] ?? 0) > 0) return false;
    // Nothing has been said of a young series.
    return !(Math.abs(value - (record[at + SAID.expected] ?? 0)) > (record[at + SAID.halfWidth] ?? 0));
  }

  /** Alarms, learns or waits. */
  #decide(reading: Reading): void {
    const record = this.#records;
    const isDisturbed = (record[reading.at + F.disturbedMillis] ?? 0) > 0;
    if (isDisturbed) {
      this.#followDisturbance(reading);
      return;
    }
    if (this.#evidence.score >= 1 && this.#clock.followsAtOnce(record, reading)) {
      this.#forecastAnew(reading);
      this.#score(reading);
    }
    if (this.#evidence.score < 1) {
      this.#learn(reading);
      return;
    }
    this.#disturbances.start(record, this.#evidence, reading);
    this.#countTail(reading);
    this.#models.learnException(record, reading.at);
  }

  #followDisturbance(reading: Reading): void {
    const record = this.#records;
    if (this.#disturbances.isOver(record, this.#evidence, reading)) {
      this.#learn(reading);
      return;
    }
    this.#compareModels(reading);
    this.#learnFirstSeasons(reading);
    this.#disturbances.follow(record, this.#models, reading);
  }

  #forecastAnew(reading: Reading): void {
    this.#disturbances.end(this.#records, reading.at);
    this.#models.forecast(this.#records, reading.at, reading.slot, reading.millis, reading.value);
  }

  #start(slot: number, at: number, millis: number, value: number): void {
    const record = this.#records;
    record[at + F.rows] = 1;
    record[at + F.firstMillis] = millis;
    record[at + F.lastMillis] = millis;
    record[at + F.lastValue] = value;
    record[at + F.lowest] = value;
    record[at + F.highest] = value;
    record[at + F.daySlot] = -1;
    record[at + F.weekSlot] = -1;
    record[at + F.edge] = gaussianEdge(FIRST_PROBABILITY);
    record[at + F.decade] = 0.5;
    record[at + F.meanEdge] = gaussianEdge(FIRST_PROBABILITY);
    record[at + F.meanCut] = gaussianEdge(FIRST_PROBABILITY);
    record.fill(NaN, at + SAID.expected, at + SAID.reason);
    startEvidence(record, at);
    for (let model = 0; model < MODELS; model += 1) {
      const own = at + F.models + model * MODEL_FIELDS;
      record[own + M.level] = value;
      record[own + M.learnedMillis] = millis;
    }
    this.#hours.squares.fill(1, slot * HOURS_OF_DAY, (slot + 1) * HOURS_OF_DAY);
    this.#models.daily.fill(NaN, slot * DAY_POINTS, (slot + 1) * DAY_POINTS);
    this.#models.weekly.fill(NaN, slot * WEEK_POINTS, (slot + 1) * WEEK_POINTS);
  }

  /** The usual time between two readings. */
  #followSpacing({ at, rows, sinceMillis }: Reading): number {
    const record = this.#records;
    const usual = record[at + F.spacingMillis] ?? 0;
    const seen = Math.max(usual / 4, Math.min(MOST_SPACINGS * usual, sinceMillis));
    const learned = rows === 1 ? sinceMillis : usual + Math.max(1 / rows, SPACING_GAIN) * (seen - usual);
    const spacing = Math.max(1, learned);
    record[at + F.spacingMillis] = spacing;
    return spacing;
  }

  #score(reading: Reading): void {
    const record = this.#records;
    const { at, ageMillis, rows, value } = reading;
    chooseForecast(record, this.#models, reading);
    reading.scale *= this.#hours.relativeScale(record, at, reading.slot, this.#models.hourOfDay);
    this.#disturbances.compareWithFormer(record, reading);
    const deviation = reading.error / reading.scale;
    const square = record[at + F.models + reading.model * MODEL_FIELDS + M.square] ?? 0;
    const lag = square > 0 ? (this.#models.deviations[reading.model] ?? 0) / Math.sqrt(square) : 0;
    this.#evidence.push(record, at, deviation, lag, reading.elapsedMillis);
    const many = Math.max(0, (record[at + F.disturbances] ?? 0) - MANY_DISTURBANCES);
    const widening = (1 + YOUTH_ROWS / rows) * (1 + WIDENING_PER_DISTURBANCE * many);
    this.#evidence.judge(record, at, Math.abs(deviation), widening, ageMillis);
    if (ageMillis < 2 * DAY || (ageMillis < WEEK && record[at + F.selected] !== LEVEL)) {
      const outside = Math.max(0, value - (record[at + F.highest] ?? 0), (record[at + F.lowest] ?? 0) - value);
      this.#evidence.limit(record, at, outside / reading.scale, widening);
    }
  }

  #say({ at, rows, value, error, scale }: Reading): void {
    const record = this.#records;
    record[at + SAID.expected] = value - error;
    record[at + SAID.halfWidth] = (record[at + F.edge] ?? 0) * (1 + YOUTH_ROWS / rows) * scale;
    record[at + SAID.score] = this.#evidence.score;
    record[at + SAID.reason] = this.#evidence.reason;
  }

  #learn(reading: Reading): void {
    const record = this.#records;
    const { at, slot, millis, elapsedMillis, rows } = reading;
    this.#compareModels(reading);
    if (reading.isFormer) {
      this.#learnFirstSeasons(reading);
      this.#disturbances.followFormer(record, this.#models, reading);
      return;
    }
    if (reading.value !== record[at + F.lastValue]) record[at + F.changes] = (record[at + F.changes] ?? 0) + 1;
    this.#hours.learn(record, at, slot, this.#models.hourOfDay, reading.error / reading.scale, elapsedMillis);
    const isUnexplained = millis < (record[at + F.persistUntilMillis] ?? 0);
    this.#models.learn(record, at, slot, millis, elapsedMillis, isUnexplained ? LEVEL_ONLY : ALL_MODELS, reading.scale);
    this.#evidence.learn(record, at, elapsedMillis, reading.ageMillis);
    if (rows > MIN_ROWS / 2) this.#countTail(reading);
    if ((rows | 0) % refreshRows(rows) === 0) this.#refresh(reading);
  }

  /** Sums and loud hours are those of the model in use: when that changes they begin anew. */
  #compareModels({ at, slot, ageMillis, elapsedMillis }: Reading): void {
    const record = this.#records;
    if (!this.#models.compare(record, at, elapsedMillis)) return;
    clearWindows(record, at);
    if (ageMillis > SEASONS_SETTLED || record[at + F.selected] === LEVEL) return;
    record[at + F.square3] = 1;
    record[at + F.square12] = 1;
    this.#hours.squares.fill(1, slot * HOURS_OF_DAY, (slot + 1) * HOURS_OF_DAY);
  }

  /** What goes up and down in the first week may be a season, however far. */
  #learnFirstSeasons({ at, slot, millis, ageMillis, elapsedMillis, scale }: Reading): void {
    if (ageMillis < WEEK) this.#models.learn(this.#records, at, slot, millis, elapsedMillis, SEASONS_ONLY, scale);
  }

  #countTail({ at, slot, error, scale }: Reading): void {
    const rowsAMonth = MONTH / (this.#records[at + F.spacingMillis] ?? 1);
    countTail(this.#records, at, this.#tails, slot * TAIL_BINS, Math.abs(error / scale), rowsAMonth);
  }

  #refresh({ at, slot, rows }: Reading): void {
    const record = this.#records;
    const rowsAMonth = MONTH / (record[at + F.spacingMillis] ?? 1);
    const allowed = this.#falseAlarmsAMonth / Math.max(rowsAMonth, LEAST_ROWS_A_MONTH);
    const gaussian = gaussianEdge(SPIKE_SHARE * allowed);
    const edge = refreshEdge(record, at, this.#tails, slot * TAIL_BINS, SPIKE_SHARE * allowed);
    record[at + F.meanEdge] = MEAN_MARGIN * gaussianEdge(MEAN_SHARE * allowed);
    record[at + F.meanCut] = edge > HEAVY * gaussian ? HEAVY_CUT : edge;
    record[at + F.disturbances] = (record[at + F.disturbances] ?? 0) * Math.max(0, 1 - refreshRows(rows) / rowsAMonth);
  }

  #remember({ at, rows, millis, value }: Reading): void {
    const record = this.#records;
    record[at + F.rows] = rows + 1;
    record[at + F.lastMillis] = millis;
    record[at + F.lastValue] = value;
    if (value < (record[at + F.lowest] ?? 0)) record[at + F.lowest] = value;
    if (value > (record[at + F.highest] ?? 0)) record[at + F.highest] = value;
  }
}

function refreshRows(rows: number): number {
  return rows < YOUNG_ROWS ? YOUNG_REFRESH_ROWS : REFRESH_ROWS;
}

function writeSaid(record: Float64Array, at: number, opinions: OpinionColumns, row: number): void {
  const expected = record[at + SAID.expected] ?? NaN;
  const halfWidth = record[at + SAID.halfWidth] ?? NaN;
  opinions.expected[row] = expected;
  opinions.lower[row] = expected - halfWidth;
  opinions.upper[row] = expected + halfWidth;
  opinions.score[row] = record[at + SAID.score] ?? NaN;
  opinions.reason[row] = record[at + SAID.reason] ?? 0;
}

function copied<T extends Float64Array | Float32Array>(numbers: T, larger: T): T {
  larger.set(numbers);
  return larger;
}
