import { DAY, F, HOUR, M, MIN_MODEL_ROWS, MODEL_FIELDS, MODELS, WEEK } from './record.ts';
import { SeasonCurve } from './season-curve.ts';

export const DAY_POINTS = 96;
export const WEEK_POINTS = 168;
export const LEVEL = 0;
export const DAILY = 1;
export const WEEKLY = 2;

/** What is learned from a reading. */
export const ALL_MODELS = 0;
export const LEVEL_ONLY = 1;
export const SEASONS_ONLY = 2;

const SLOT = DAY / DAY_POINTS;
const SLOTS_AN_HOUR = HOUR / SLOT;
/** The epoch was a Thursday; weeks begin on Monday. */
const EPOCH_IN_WEEK = 3 * DAY;
const LEVEL_MEMORY = DAY;
const SEASON_LEVEL_MEMORY = 3 * DAY;
const MOST_LEVEL_GAIN = 1 / 50;
const SCALE_MEMORY = 2 * DAY;
const LONG_MEMORY = WEEK;
/** The gains of scales are never larger: a scale known from fewer readings is not one. */
const MOST_SCALE_GAIN = 1 / 200;
/** A young scale forgets its first readings, which knew little, faster than a plain mean would: 1 is the plain mean. */
const YOUNG_GAIN = 2;
/** As many readings as the scales are known from at most. */
const SCALE_ROWS = 2 / MOST_SCALE_GAIN;
const MEMORY_DAYS = 10;
const MEMORY_WEEKS = 4;
/** Where the week is in use, it is what learns first: a daily curve that still moves would take the weekends with it. */
const DAY_BEHIND_WEEK = 4;
/**
 * Errors count up to so many scales, or to so much of the edge where that is more: exceptions rarer than one in 36 would
 * otherwise let the scale of a series that is mostly at rest shrink without end.
 */
const CUT = 6;
const CUT_OF_EDGE = 0.25;
/** What a season learns from one day is cut at so many deviations: most days decide, not the extreme ones. */
const SEASON_CUT = 1.5;
const WEEK_CUT = 3;
/** A season is used when it explains at least so much of the error that is left without it. */
const WORTH = 0.95;
/** A constant series that makes an exception, as much as a reading of noise would do with so many scales, may make it again. */
const EXCEPTION_GAIN = 1 / 16;
/** Readings nearer than so much of the usual spacing are neighbours. */
const NEIGHBOUR = 1.5;
const MOST_HORIZON = 10_000;
/** Beside a jump its two ends are known no better than to so much of its height. */
const JUMP_DOUBT = 0.1;
const LEAST_SCALE = 2.5e-10;
const LEAST_RELATIVE_SCALE = 1e-7;

const dayCurve = new SeasonCurve(DAY_POINTS);
const weekCurve = new SeasonCurve(WEEK_POINTS);

/**
 * What three models expect of one reading, by their index: level alone, with the time of day, and with the hour of the
 * week too. Each follows its deviations from level and season by autoregression. One object serves all readings.
 */
export class ForecastModels {
  daily = new Float32Array(0);
  weekly = new Float32Array(0);
  /** NaN where a model has no forecast. */
  readonly seasons = new Float64Array(MODELS);
  readonly deviations = new Float64Array(MODELS);
  readonly carried = new Float64Array(MODELS);
  readonly errors = new Float64Array(MODELS);
  readonly scales = new Float64Array(MODELS);
  readonly horizons = new Float64Array(MODELS);
  /** 1 where the season jumps and so would take whatever comes: that the error is 0 then speaks for nothing. */
  readonly #open = new Uint8Array(MODELS);
  /** How much larger the square of an error is than once the curves are known. */
  readonly #youths = new Float64Array(MODELS).fill(1);
  /** Local time of the reading, in slots of the day and in hours of the week. */
  dayPosition = 0;
  weekPosition = 0;

  get hourOfDay(): number {
    return Math.floor(this.dayPosition / SLOTS_AN_HOUR);
  }

  forecast(record: Float64Array, at: number, slot: number, millis: number, value: number): void {
    const spacing = record[at + F.spacingMillis] ?? 1;
    this.#followYouth(millis - (record[at + F.firstMillis] ?? 0), spacing);
    const local = millis + (record[at + F.phaseHours] ?? 0) * HOUR;
    this.dayPosition = (local - Math.floor(local / DAY) * DAY) / SLOT;
    this.weekPosition = (local + EPOCH_IN_WEEK - Math.floor((local + EPOCH_IN_WEEK) / WEEK) * WEEK) / HOUR;
    dayCurve.seek(this.dayPosition);
    weekCurve.seek(this.weekPosition);
    for (let model = 0; model < MODELS; model += 1) {
      const own = at + F.models + model * MODEL_FIELDS;
      const level = record[own + M.level] ?? 0;
      const square = record[own + M.square] ?? 0;
      const errorSquare = record[own + M.errorSquare] ?? 0;
      const phi = autoregression(record, own);
      const elapsed = (millis - (record[own + M.learnedMillis] ?? 0)) / spacing;
      const horizon = elapsed > NEIGHBOUR ? Math.min(elapsed, MOST_HORIZON) : 1;
      this.horizons[model] = horizon;
      const carried = (horizon === 1 ? phi : phi ** horizon) * (record[own + M.deviation] ?? 0);
      const scale = Math.max(
        Math.sqrt(errorSquare * (this.#youths[model] ?? 1)),
        LEAST_SCALE,
        LEAST_RELATIVE_SCALE * Math.abs(value),
      );
      const season =
        model === LEVEL
          ? 0
          : model === DAILY
            ? dayCurve.at(this.daily, slot * DAY_POINTS, value - level - carried, scale)
            : this.#weekAt(slot, value - level - carried, scale);
      this.seasons[model] = season;
      this.carried[model] = carried;
      this.deviations[model] = value - level - season;
      this.errors[model] = value - level - season - carried;
      this.scales[model] = horizon === 1 ? scale : scale * widening(phi, horizon, square, errorSquare);
      if (model !== LEVEL) this.#followJump(model);
    }
  }

  /** The deviation from level and season if the local clock were `hours` further ahead. */
  shiftedDeviation(
    record: Float64Array,
    at: number,
    slot: number,
    value: number,
    model: number,
    hours: number,
  ): number {
    const own = at + F.models + model * MODEL_FIELDS;
    const rest = value - (record[own + M.level] ?? 0);
    const scale = Math.sqrt(record[own + M.errorSquare] ?? 0);
    dayCurve.seek(wrapped(this.dayPosition + hours * SLOTS_AN_HOUR, DAY_POINTS));
    if (model === DAILY) return rest - dayCurve.at(this.daily, slot * DAY_POINTS, rest, scale);
    weekCurve.seek(wrapped(this.weekPosition + hours, WEEK_POINTS));
    return rest - this.#weekAt(slot, rest, scale);
  }

  /** Compares the models by their errors at the reading that was forecast last; true when another comes into use. */
  compare(record: Float64Array, at: number, elapsed: number): boolean {
    for (let model = 0; model < MODELS; model += 1) {
      const own = at + F.models + model * MODEL_FIELDS;
      const isKnown = model === LEVEL || (record[own + M.rows] ?? 0) > 0;
      if (isKnown && !Number.isNaN(this.errors[model] ?? NaN)) this.#learnLong(record, at, own, model, elapsed);
    }
    const before = record[at + F.selected];
    const best = this.#bestModel(record, at);
    record[at + F.selected] = best;
    return best !== before;
  }

  /**
   * Learns from the reading that was forecast last. A model with a season learns nothing from what is out of the ordinary for
   * itself, so that no outage comes back as an echo.
   */
  learn(
    record: Float64Array,
    at: number,
    slot: number,
    millis: number,
    elapsed: number,
    which: number,
    scale: number,
  ): void {
    const age = millis - (record[at + F.firstMillis] ?? 0);
    const spacing = record[at + F.spacingMillis] ?? 1;
    const edge = age < WEEK ? Infinity : (record[at + F.edge] ?? 0);
    const selected = record[at + F.selected] === WEEKLY ? WEEKLY : DAILY;
    // Before the levels move: points of a curve begin at what the reading is above the level that it was forecast by.
    if (which !== LEVEL_ONLY && this.#isOrdinary(record, at, selected, edge, scale)) {
      this.#learnSeasons(record, at, slot, age, spacing, selected);
    }
    if (which !== SEASONS_ONLY) this.#learnModel(record, at, LEVEL, elapsed, age, millis);
    if (which === LEVEL_ONLY) return;
    if (this.#isOrdinary(record, at, DAILY, edge, scale)) this.#learnModel(record, at, DAILY, elapsed, age, millis);
    if (this.#isOrdinary(record, at, WEEKLY, edge, scale)) this.#learnModel(record, at, WEEKLY, elapsed, age, millis);
  }

  /** Learns from a reading out of the ordinary how far off a series can be whose forecasts were all but exact. */
  learnException(record: Float64Array, at: number): void {
    for (let model = 0; model < MODELS; model += 1) {
      const errorSquareAt = at + F.models + model * MODEL_FIELDS + M.errorSquare;
      const error = this.errors[model] ?? NaN;
      const scale = this.scales[model] ?? 0;
      if (!(scale <= Math.max(LEAST_SCALE, LEAST_RELATIVE_SCALE * Math.abs(error)))) continue;
      record[errorSquareAt] = EXCEPTION_GAIN * error * error;
    }
  }

  /** Moves the level of the first `models`, and lets each go on from the reading that was forecast last. */
  shift(record: Float64Array, at: number, offset: number, models: number, millis: number): void {
    for (let model = 0; model < models; model += 1) {
      const own = at + F.models + model * MODEL_FIELDS;
      const rest = (this.deviations[model] ?? NaN) - offset;
      record[own + M.level] = (record[own + M.level] ?? 0) + offset;
      record[own + M.deviation] = Number.isNaN(rest) ? 0 : rest;
      record[own + M.learnedMillis] = millis;
    }
  }

  /** By its own scale, or the one the reading was judged by: a model that thinks too well of itself must still learn. */
  #isOrdinary(record: Float64Array, at: number, model: number, edge: number, scale: number): boolean {
    const error = this.errors[model] ?? NaN;
    if ((record[at + F.models + model * MODEL_FIELDS + M.rows] ?? 0) < MIN_MODEL_ROWS) return true;
    return Number.isNaN(error) || Math.abs(error) <= edge * Math.max(scale, this.scales[model] ?? 0);
  }

  #followJump(model: number): void {
    const isWeekly = model === WEEKLY;
    this.#open[model] = dayCurve.isOpen || (isWeekly && weekCurve.isOpen) ? 1 : 0;
    const jump = Math.max(dayCurve.jump, isWeekly ? weekCurve.jump : 0);
    if (jump > 0) this.scales[model] = Math.max(this.scales[model] ?? 0, JUMP_DOUBT * jump);
  }

  /** A curve whose points are means of n readings is off by the noise of one over n, on top of the noise of the reading. */
  #followYouth(age: number, spacing: number): void {
    const days = Math.floor(age / DAY);
    const ofDay = 1 / (dayWeightOf(days, spacing) + 1);
    this.#youths[DAILY] = 1 + ofDay;
    this.#youths[WEEKLY] = 1 + ofDay + 1 / (weekWeightOf(days, spacing) + 1);
  }

  #weekAt(slot: number, target: number, scale: number): number {
    const daily = dayCurve.at(this.daily, slot * DAY_POINTS, target, scale);
    return daily + weekCurve.at(this.weekly, slot * WEEK_POINTS, target - daily, scale);
  }

  #learnSeasons(record: Float64Array, at: number, slot: number, age: number, spacing: number, model: number): void {
    const { dayPosition, weekPosition } = this;
    const days = Math.floor(age / DAY);
    const inDaySlot = countVisit(record, at + F.daySlot, at + F.daySlotRows, Math.floor(dayPosition));
    dayCurve.seek(dayPosition);
    const own = at + F.models + model * MODEL_FIELDS;
    const deviation = this.deviations[model] ?? NaN;
    const most = days < 2 ? Infinity : SEASON_CUT * Math.sqrt(record[own + M.square] ?? 0);
    const dayWeight = dayWeightOf(days, spacing) * (model === WEEKLY ? DAY_BEHIND_WEEK : 1);
    dayCurve.learn(
      this.daily,
      slot * DAY_POINTS,
      Number.isNaN(deviation) ? 0 : cut(deviation, most) / (dayWeight + inDaySlot),
      this.#restOf(record, at, DAILY),
    );
    const inWeekSlot = countVisit(record, at + F.weekSlot, at + F.weekSlotRows, Math.floor(weekPosition));
    weekCurve.seek(weekPosition);
    const weeks = Math.floor(days / 7);
    const weekOwn = at + F.models + WEEKLY * MODEL_FIELDS;
    const weekDeviation = this.deviations[WEEKLY] ?? NaN;
    const mostOfWeek = weeks < 2 ? Infinity : WEEK_CUT * Math.sqrt(record[weekOwn + M.square] ?? 0);
    const weekWeight = weekWeightOf(days, spacing);
    const start = days < 1 ? 0 : this.#restOf(record, at, WEEKLY) - (this.seasons[DAILY] ?? 0);
    weekCurve.learn(
      this.weekly,
      slot * WEEK_POINTS,
      Number.isNaN(weekDeviation) || days < 1 ? 0 : cut(weekDeviation, mostOfWeek) / (weekWeight + inWeekSlot),
      start,
    );
  }

  /** The reading above a model's level. */
  #restOf(record: Float64Array, at: number, model: number): number {
    const level = record[at + F.models + model * MODEL_FIELDS + M.level] ?? 0;
    return (this.deviations[LEVEL] ?? 0) + (record[at + F.models + M.level] ?? 0) - level;
  }

  #learnModel(record: Float64Array, at: number, model: number, elapsed: number, age: number, millis: number): void {
    const error = this.errors[model] ?? NaN;
    const own = at + F.models + model * MODEL_FIELDS;
    if (Number.isNaN(error) || (model === WEEKLY && age < WEEK) || (model === DAILY && age < DAY)) return;
    const rows = (record[own + M.rows] ?? 0) + 1;
    const horizon = this.horizons[model] ?? 1;
    record[own + M.rows] = rows;
    record[own + M.learnedMillis] = millis;
    const errorSquare = record[own + M.errorSquare] ?? 0;
    const most = Math.max(CUT, CUT_OF_EDGE * (record[at + F.edge] ?? 0)) * (horizon > 1 ? 2 : 1);
    const size = rows > 12 && errorSquare > 0 ? cut(error, most * Math.sqrt(errorSquare)) : error;
    const before = record[own + M.deviation] ?? 0;
    const deviation = (this.carried[model] ?? 0) + size;
    const gain = Math.max(YOUNG_GAIN / (rows + YOUNG_GAIN - 1), Math.min(elapsed / SCALE_MEMORY, MOST_SCALE_GAIN));
    if (horizon === 1 && this.#open[model] === 0) {
      if (rows > 1) {
        const product = record[own + M.product] ?? 0;
        record[own + M.product] = product + gain * (deviation * before - product);
      }
      const settled = (size * size) / (this.#youths[model] ?? 1);
      record[own + M.errorSquare] = errorSquare + gain * (settled - errorSquare);
    }
    if (this.#open[model] === 0) {
      const square = record[own + M.square] ?? 0;
      record[own + M.square] = square + gain * (deviation * deviation - square);
    }
    const memory = model === LEVEL ? LEVEL_MEMORY : SEASON_LEVEL_MEMORY;
    const levelGain = Math.max(model === LEVEL ? 1 / rows : 0, Math.min(elapsed / memory, MOST_LEVEL_GAIN));
    record[own + M.level] = (record[own + M.level] ?? 0) + levelGain * deviation;
    record[own + M.deviation] = deviation * (1 - levelGain);
  }

  #learnLong(record: Float64Array, at: number, own: number, model: number, elapsed: number): void {
    const ownError = this.errors[model] ?? 0;
    const level = this.errors[LEVEL] ?? 0;
    const error = this.#open[model] === 1 && Math.abs(level) > Math.abs(ownError) ? level : ownError;
    const plain = record[at + F.models + M.longErrorSquare] ?? 0;
    const rows = record[own + M.rows] ?? 0;
    const cutError = plain > 0 && (rows > 12 || model !== LEVEL) ? cut(error, CUT * Math.sqrt(plain)) : error;
    const before = model !== LEVEL && rows <= 1 ? plain : (record[own + M.longErrorSquare] ?? 0);
    // One gain for all, so that models are compared by the same readings.
    const levelRows = record[at + F.models + M.rows] ?? 0;
    const gain = Math.max(1 / Math.max(1, levelRows), Math.min(elapsed / LONG_MEMORY, MOST_SCALE_GAIN));
    record[own + M.longErrorSquare] = before + gain * (cutError * cutError - before);
  }

  #bestModel(record: Float64Array, at: number): number {
    let best = LEVEL;
    let least = record[at + F.models + M.longErrorSquare] ?? 0;
    for (let model = DAILY; model < MODELS; model += 1) {
      const own = at + F.models + model * MODEL_FIELDS;
      const square = record[own + M.longErrorSquare] ?? 0;
      if ((record[own + M.rows] ?? 0) >= MIN_MODEL_ROWS && square < WORTH * least) {
        best = model;
        least = square;
      }
    }
    return best;
  }
}

/**
 * How much of a deviation is left after one reading: 0 in noise, near 1 where a series follows itself. What so few readings give
 * by chance is taken off.
 */
export function autoregression(record: Float64Array, own: number): number {
  const square = record[own + M.square] ?? 0;
  if (!(square > 0) || (record[own + M.rows] ?? 0) < 8) return (record[own + M.rows] ?? 0) < 8 ? 1 : 0;
  const phi = (record[own + M.product] ?? 0) / square;
  if (!(phi > 0)) return 0;
  const known = Math.min(record[own + M.rows] ?? 0, SCALE_ROWS);
  const shrunk = phi - (1 - phi) / (known * phi);
  return shrunk < 0 ? 0 : shrunk > 1 ? 1 : shrunk;
}

/** Readings that a point of the curve is the mean of, before the present visit. */
function dayWeightOf(days: number, spacing: number): number {
  return Math.min(days, MEMORY_DAYS) * Math.max(1, SLOT / spacing);
}

function weekWeightOf(days: number, spacing: number): number {
  return Math.min(Math.floor(days / 7), MEMORY_WEEKS) * Math.max(1, HOUR / spacing);
}

function wrapped(position: number, points: number): number {
  return position < 0 ? position + points : position >= points ? position - points : position;
}

function cut(value: number, most: number): number {
  return value > most ? most : value < -most ? -most : value;
}

/** Counts the readings of one visit to a slot: 1 for the first. */
function countVisit(record: Float64Array, slotAt: number, rowsAt: number, slot: number): number {
  const rows = record[slotAt] === slot ? (record[rowsAt] ?? 0) + 1 : 1;
  record[slotAt] = slot;
  record[rowsAt] = rows;
  return rows;
}

/** A forecast over a gap is as uncertain as what the deviation can have become since. */
function widening(phi: number, horizon: number, square: number, errorSquare: number): number {
  if (phi <= 0) return 1;
  if (phi >= 0.9999) return Math.sqrt(horizon);
  const steps = (1 - phi ** (2 * horizon)) / (1 - phi * phi);
  return Math.sqrt(Math.min(steps, errorSquare > 0 ? Math.max(1, square / errorSquare) : 1));
}
