import { autoregression, type ForecastModels, LEVEL } from './forecast-models.ts';
import type { Reading } from './reading.ts';
import { DAY, F, HOUR, M, MODEL_FIELDS, MODELS } from './record.ts';

const FROM_MILLIS = 8 * DAY;
/** A clock that moved must explain more than this, in log-likelihood, of readings that are not out of the ordinary yet. */
const ENOUGH = 12;
/** More than two readings can say: they may as well be a step. */
const ENOUGH_WHEN_URGENT = 6.5;
const LEAST_MILLIS = HOUR / 2;
/** The same in time, for evidence that began with noise. */
const LEAST_SPACINGS = 2;
/** Clocks are moved on Sundays: then it takes less. */
const ENOUGH_ON_SUNDAY = 1;
/** From the first Sunday on earth to the last one, in days of the week from the epoch, a Thursday. */
const SUNDAY_FROM = 2.4;
const SUNDAY_TO = 4.5;
/** However often a series is sampled, so much time is one piece of evidence. */
const SLICE_MILLIS = HOUR / 12;
const MEMORY_MILLIS = 6 * HOUR;
/** What one reading may say at most, in squares of deviations: no single one, however far off, makes a clock. */
const MOST_SQUARES = 6;
/** The mean of the last hours is partly the clock's own doing: so much of it counts as a drift. */
const DRIFT_SHARE = 0.4;
/** Summer and winter are no further apart. */
const MOST_HOURS = 1;
/** What may be left of a disturbance that a clock explains, in deviations: so much, and so many standard errors. */
const MOST_REST = 0.3;
const REST_ERRORS = 2;
/** The disturbance must be larger than that by so much. */
const CLEAR = 2;

/**
 * The zone of a site is unknown. So the daily curve is held against the readings an hour earlier and an hour later as
 * well, and when one of the two explains them far better, the local clock is taken to have moved.
 */
export class ClockFollower {
  readonly #models: ForecastModels;

  constructor(models: ForecastModels) {
    this.#models = models;
  }

  /** Whether the clock is taken to have moved, so that the reading must be forecast anew. */
  follows(record: Float64Array, reading: Reading): boolean {
    const { at, ageMillis } = reading;
    const model = record[at + F.selected] ?? LEVEL;
    if (model === LEVEL || ageMillis < FROM_MILLIS) return false;
    const own = at + F.models + model * MODEL_FIELDS;
    const square = record[own + M.square] ?? 0;
    const now = this.#models.deviations[model] ?? NaN;
    if (Number.isNaN(now) || !(square > 0)) return false;
    const { slot, value } = reading;
    const earlier = this.#models.shiftedDeviation(record, at, slot, value, model, 1);
    const later = this.#models.shiftedDeviation(record, at, slot, value, model, -1);
    const isDisturbed = (record[at + F.disturbedMillis] ?? 0) > 0;
    const hours = isDisturbed
      ? hoursOfDisturbance(record, reading, earlier, later, Math.sqrt(square))
      : hoursOfEvidence(record, reading, own, now, earlier, later);
    return this.#turn(record, at, hours);
  }

  /** The same for a reading that would be an alarm: less evidence will do. */
  followsAtOnce(record: Float64Array, { at, millis }: Reading): boolean {
    const isSunday = isSundaySomewhere(millis);
    const least = Math.max(isSunday ? 0 : LEAST_MILLIS, LEAST_SPACINGS * (record[at + F.spacingMillis] ?? 0));
    if (millis - (record[at + F.evidenceSinceMillis] ?? 0) < least) return false;
    const enough = isSunday ? ENOUGH_ON_SUNDAY : ENOUGH_WHEN_URGENT;
    if ((record[at + F.evidenceEarlier] ?? 0) > enough) return this.#turn(record, at, 1);
    return (record[at + F.evidenceLater] ?? 0) > enough && this.#turn(record, at, -1);
  }

  #turn(record: Float64Array, at: number, hours: number): boolean {
    const phase = (record[at + F.phaseHours] ?? 0) + hours;
    if (hours === 0 || Math.abs(phase) > MOST_HOURS) return false;
    record[at + F.phaseHours] = phase;
    record[at + F.evidenceEarlier] = 0;
    record[at + F.evidenceLater] = 0;
    for (let model = 0; model < MODELS; model += 1) record[at + F.models + model * MODEL_FIELDS + M.deviation] = 0;
    return true;
  }
}

function isSundaySomewhere(millis: number): boolean {
  const day = (millis / DAY) % 7;
  return day > SUNDAY_FROM && day < SUNDAY_TO;
}

function hoursOfDisturbance(
  record: Float64Array,
  { at, millis }: Reading,
  earlier: number,
  later: number,
  deviation: number,
): number {
  const rows = record[at + F.disturbedRows] ?? 1;
  const earlierRest = (record[at + F.earlierRest] ?? 0) + earlier / deviation;
  const laterRest = (record[at + F.laterRest] ?? 0) + later / deviation;
  record[at + F.earlierRest] = earlierRest;
  record[at + F.laterRest] = laterRest;
  if (millis - (record[at + F.disturbedMillis] ?? 0) < LEAST_MILLIS) return 0;
  const most = MOST_REST + REST_ERRORS / Math.sqrt(rows);
  if (Math.abs((record[at + F.offset] ?? 0) / deviation) < most + CLEAR) return 0;
  if (Math.abs(earlierRest / rows) < most) return 1;
  return Math.abs(laterRest / rows) < most ? -1 : 0;
}

/** A clock must explain the readings better than a level that went astray, as the mean of the last hours has it. */
function hoursOfEvidence(
  record: Float64Array,
  { at, millis, sinceMillis }: Reading,
  own: number,
  now: number,
  earlier: number,
  later: number,
): number {
  const square = record[own + M.square] ?? 1;
  const phi = autoregression(record, own);
  const weight = (Math.min(1, sinceMillis / SLICE_MILLIS) * (1 - phi)) / ((1 + phi) * 2 * square);
  const fade = 1 - Math.min(1, sinceMillis / MEMORY_MILLIS);
  const most = MOST_SQUARES * square;
  const drifted = now - DRIFT_SHARE * (record[at + F.slow] ?? 0) * Math.sqrt(square);
  const usual = Math.min(now * now, drifted * drifted, most);
  const beforeEarlier = record[at + F.evidenceEarlier] ?? 0;
  const beforeLater = record[at + F.evidenceLater] ?? 0;
  const forEarlier = Math.max(0, fade * beforeEarlier + weight * (usual - Math.min(earlier * earlier, most)));
  const forLater = Math.max(0, fade * beforeLater + weight * (usual - Math.min(later * later, most)));
  record[at + F.evidenceEarlier] = forEarlier;
  record[at + F.evidenceLater] = forLater;
  if (beforeEarlier + beforeLater === 0) record[at + F.evidenceSinceMillis] = millis;
  const isEnough = forEarlier >= ENOUGH || forLater >= ENOUGH;
  if (!isEnough || millis - (record[at + F.evidenceSinceMillis] ?? 0) < HOUR) return 0;
  return forEarlier > forLater ? 1 : -1;
}
