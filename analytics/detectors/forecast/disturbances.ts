import type { ForecastConfig } from './config.ts';
import { clearWindows, type Evidence, SPIKE } from './evidence.ts';
import { type ForecastModels, LEVEL } from './forecast-models.ts';
import type { Reading } from './reading.ts';
import { DAY, F, HOUR, M, MODEL_FIELDS, MODELS, RING_ROWS, SECOND, WEEK } from './record.ts';

const MIN_ROWS = 12;
/** Evidence is in squares of deviations, of which so much counts of one reading. */
const MOST_SQUARE = 16;
const MOST_EVIDENCE = 6;
const BACK_EVIDENCE = 10;
const FORMER_EVIDENCE = 30;
/** Readings this calm speak for the end of a disturbance. */
const CALM_SCORE = 0.7;
const UNEXPLAINED_SQUARES = 2.25;
const STILL_SQUARES = 0.5;

/**
 * What becomes of a series after it was out of the ordinary: it goes back, or stays off for so long that it is a new normal.
 * Until then nothing is learned, and afterwards a return to the former level is no news for a while.
 */
export class Disturbances {
  readonly #newNormalMillis: number;
  readonly #returnMillis: number;

  constructor(config: ForecastConfig) {
    this.#newNormalMillis = config.newNormalAfterMinutes * 60 * SECOND;
    this.#returnMillis = config.returnHours * HOUR;
  }

  /** Whether the reading is where the level was before it shifted: then it is compared with that. */
  compareWithFormer(record: Float64Array, reading: Reading): void {
    reading.isFormer = false;
    if (reading.millis >= (record[reading.at + F.formerUntilMillis] ?? 0)) return;
    const error = reading.error - (record[reading.at + F.formerOffset] ?? 0);
    if (Math.abs(error) >= Math.abs(reading.error)) return;
    reading.isFormer = Math.abs(reading.error) > 2 * reading.scale;
    reading.error = error;
  }

  start(record: Float64Array, evidence: Evidence, reading: Reading): void {
    const { at } = reading;
    const isSpike = evidence.reason === SPIKE;
    const mean = Math.max(Math.abs(evidence.sum3) / Math.sqrt(3), Math.abs(evidence.sum12) / Math.sqrt(RING_ROWS));
    record[at + F.disturbedMillis] = reading.millis;
    record[at + F.disturbedRows] = isSpike ? 1 : 3;
    record[at + F.offset] = isSpike ? reading.error : mean * reading.scale * Math.sign(record[at + F.ringSum] ?? 0);
    record[at + F.offsetSquare] = 0;
    record[at + F.changeSquare] = 0;
    record[at + F.backEvidence] = 0;
    record[at + F.earlierRest] = 0;
    record[at + F.laterRest] = 0;
    record[at + F.disturbances] = (record[at + F.disturbances] ?? 0) + 1;
  }

  /** Takes a reading of a running disturbance; true when it shows that the disturbance is over. */
  isOver(record: Float64Array, evidence: Evidence, reading: Reading): boolean {
    const { at, error, scale } = reading;
    record[at + F.disturbedRows] = (record[at + F.disturbedRows] ?? 0) + 1;
    const near = cutSquare(error / scale);
    const off = cutSquare((error - (record[at + F.offset] ?? 0)) / scale);
    const calm = evidence.score < CALM_SCORE ? 1 : 0;
    const back = Math.max(0, (record[at + F.backEvidence] ?? 0) + Math.min(MOST_EVIDENCE, off - near) + calm);
    record[at + F.backEvidence] = back;
    if (back <= BACK_EVIDENCE) return false;
    this.end(record, at);
    return true;
  }

  /** Follows where a disturbance is, and takes it as the new normal when it has lasted. */
  follow(record: Float64Array, models: ForecastModels, reading: Reading): void {
    const { at, error, value, millis } = reading;
    const rows = record[at + F.disturbedRows] ?? 1;
    const share = 1 / Math.min(rows, RING_ROWS);
    const change = value - (record[at + F.lastValue] ?? 0);
    const changeSquare = record[at + F.changeSquare] ?? 0;
    record[at + F.changeSquare] = changeSquare + share * (change * change - changeSquare);
    if (record[at + F.backEvidence] === 0) {
      const offset = record[at + F.offset] ?? 0;
      const rest = error - offset;
      const square = record[at + F.offsetSquare] ?? 0;
      record[at + F.offset] = offset + share * rest;
      record[at + F.offsetSquare] = square + share * (rest * rest - square);
    }
    const lasted = millis - (record[at + F.disturbedMillis] ?? 0);
    if (rows >= MIN_ROWS && lasted >= this.#newNormalMillis) this.#accept(record, models, reading);
  }

  /** Counts a reading at the former level; after enough of them that is the level again. */
  followFormer(record: Float64Array, models: ForecastModels, reading: Reading): void {
    const { at, error, scale, millis } = reading;
    const former = record[at + F.formerOffset] ?? 0;
    const gained = cutSquare((error + former) / scale) - cutSquare(error / scale);
    const evidence = Math.max(0, (record[at + F.formerEvidence] ?? 0) + gained);
    record[at + F.formerEvidence] = evidence;
    if (evidence < FORMER_EVIDENCE) return;
    record[at + F.persistUntilMillis] = 0;
    models.shift(record, at, former, shiftedModels(record, reading), millis);
    this.#remember(record, at, former, millis);
  }

  end(record: Float64Array, at: number): void {
    record[at + F.disturbedMillis] = 0;
    clearWindows(record, at);
  }

  #accept(record: Float64Array, models: ForecastModels, reading: Reading): void {
    const { at, millis, scale } = reading;
    const offset = record[at + F.offset] ?? 0;
    const offsetSquare = record[at + F.offsetSquare] ?? 0;
    const square = scale * scale;
    const isUnexplained =
      offsetSquare > UNEXPLAINED_SQUARES * square ||
      (record[at + F.changeSquare] ?? 0) < STILL_SQUARES * square ||
      millis < (record[at + F.formerUntilMillis] ?? 0);
    if (isUnexplained) record[at + F.persistUntilMillis] = millis + this.#returnMillis;
    const shifted = shiftedModels(record, reading);
    models.shift(record, at, offset, shifted, millis);
    for (let model = 0; model < shifted; model += 1) {
      const errorSquare = at + F.models + model * MODEL_FIELDS + M.errorSquare;
      record[errorSquare] = Math.max(record[errorSquare] ?? 0, offsetSquare);
    }
    this.#remember(record, at, offset, millis);
  }

  #remember(record: Float64Array, at: number, offset: number, millis: number): void {
    record[at + F.formerOffset] = -offset;
    record[at + F.formerUntilMillis] = millis + this.#returnMillis;
    record[at + F.formerEvidence] = 0;
    this.end(record, at);
  }
}

/** In its first week a series that goes up and down may be having a season: only the plain level shifts. */
function shiftedModels(record: Float64Array, { at, ageMillis }: Reading): number {
  const isLearning = ageMillis < WEEK && (ageMillis < 2 * DAY || record[at + F.selected] === LEVEL);
  return isLearning ? 1 : MODELS;
}

function cutSquare(deviation: number): number {
  return Math.min(MOST_SQUARE, deviation * deviation);
}
