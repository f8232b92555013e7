import { DAILY, type ForecastModels, LEVEL, WEEKLY } from './forecast-models.ts';
import type { Reading } from './reading.ts';
import { DAY, F, M, MIN_MODEL_ROWS, MODEL_FIELDS, WEEK } from './record.ts';

/** Models whose forecasts differ by less agree. */
const DISAGREEMENT_SCALES = 3;

/**
 * Which forecast a reading is compared with: that of the model in use. Where too few days or weeks are known to say which
 * model is right, and after a disturbance that no shift explains, the nearest of those that may be.
 */
export function chooseForecast(record: Float64Array, models: ForecastModels, reading: Reading): void {
  const { at, ageMillis } = reading;
  const { errors } = models;
  const selected = record[at + F.selected] ?? LEVEL;
  reading.model = Number.isNaN(errors[selected] ?? NaN) ? known(models) : selected;
  if (ageMillis >= DAY && ageMillis < 3 * DAY) {
    consider(models, reading, LEVEL);
    consider(models, reading, DAILY);
  }
  if (ageMillis >= WEEK && ageMillis < (selected === LEVEL ? 2 : 3) * WEEK) {
    consider(models, reading, DAILY);
    consider(models, reading, WEEKLY);
  }
  if (reading.millis < (record[at + F.persistUntilMillis] ?? 0)) consider(models, reading, LEVEL);
  reading.error = errors[reading.model] ?? 0;
  const scale = scaleOf(record, models, at, reading.model);
  reading.scale = reading.model === selected ? scale : Math.max(scale, scaleOf(record, models, at, selected));
}

function known({ errors }: ForecastModels): number {
  return Number.isNaN(errors[DAILY] ?? NaN) ? LEVEL : DAILY;
}

function consider({ errors, scales }: ForecastModels, reading: Reading, model: number): void {
  const error = errors[model] ?? NaN;
  const present = errors[reading.model] ?? NaN;
  const isNearer = Math.abs(error) < Math.abs(present);
  if (isNearer && Math.abs(error - present) > DISAGREEMENT_SCALES * (scales[reading.model] ?? 0)) reading.model = model;
}

/** A young model is trusted no more than a simpler one. */
function scaleOf(record: Float64Array, models: ForecastModels, at: number, model: number): number {
  const scale = models.scales[model] ?? 1;
  const rows = record[at + F.models + model * MODEL_FIELDS + M.rows] ?? 0;
  if (rows >= MIN_MODEL_ROWS || model === LEVEL) return scale;
  return Math.max(scale, scaleOf(record, models, at, model - 1));
}
