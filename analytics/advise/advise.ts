import { ThresholdChoice, type ChosenThreshold } from './choose-threshold.ts';
import { mergeIncidents, type Incident } from './incident.ts';
import { median } from './median.ts';
import { effectiveness } from './threshold-figures.ts';

/** A recorded series with the score of each row by the rows before it. */
export interface ScoredSeries {
  readonly observedAtMillis: Float64Array;
  /** NaN where missing. */
  readonly values: Float64Array;
  /** NaN where too little past is known. */
  readonly scores: Float64Array;
}

export interface IgnoredIncident {
  readonly incident: Incident;
  readonly reason: 'too little past' | 'outside of the series' | 'no readings in it';
}

export interface Advice {
  /** In order, those that overlap as one. */
  readonly incidents: readonly Incident[];
  readonly ignored: readonly IgnoredIncident[];
  readonly judgedRows: number;
  readonly knownMillis: number;
  /** Finds what can be found: recall counts for more than precision. */
  readonly warn: ChosenThreshold | undefined;
  /** Is worth waking somebody for: precision counts for more than recall. */
  readonly alert: ChosenThreshold | undefined;
  /** Of the value itself, where that tells incidents about as well. */
  readonly value: (ChosenThreshold & { readonly side: 'above' | 'below' }) | undefined;
  /** On which side of their past the found incidents' alarms lie. */
  readonly direction: 'above' | 'below' | 'both';
}

export interface AdviseOptions {
  readonly leadMillis: number;
}

const WARN_BETA = 2;
const ALERT_BETA = 0.5;
const VALUE_BETA = 1;
/** Rows that tell nothing new score below this. */
const LEAST_SCORE = 0.5;
const MIN_QUIET_MILLIS = 30 * 60_000;
const MIN_QUIET_ROWS = 5;
const MIN_VALUE_EFFECTIVENESS = 0.5;
const ROWS_BEFORE_ALARM = 50;

/** Thresholds from known times of trouble. Says nothing where there is nothing to go by. */
export function advise(series: ScoredSeries, given: readonly Incident[], { leadMillis }: AdviseOptions): Advice {
  const { observedAtMillis, scores } = series;
  const merged = mergeIncidents(given).map((incident) => ({ incident, reason: reasonToIgnore(incident, series) }));
  const incidents = merged.flatMap(({ incident, reason }) => (reason === undefined ? incident : []));
  const ignored = merged.flatMap(({ incident, reason }) => (reason === undefined ? [] : { incident, reason }));
  const judgedRows = scores.reduce((count, score) => (Number.isNaN(score) ? count : count + 1), 0);
  const stepMillis = stepOf(observedAtMillis);
  const knownMillis = judgedRows * stepMillis;
  const quietMillis = Math.max(MIN_QUIET_MILLIS, MIN_QUIET_ROWS * stepMillis);
  const longestMillis = Math.max(
    quietMillis,
    ...incidents.map(({ startMillis, endMillis }) => endMillis - startMillis),
  );
  const base = { incidents, quietMillis, longestMillis, leadMillis, knownMillis };
  const choice = new ThresholdChoice({ observedAtMillis, levels: scores }, { ...base, least: LEAST_SCORE });
  const warn = choice.choose(WARN_BETA);
  const alert = choice.choose(ALERT_BETA, (part) => choice.thresholdWithout(WARN_BETA, part));
  const direction = warn === undefined ? 'both' : directionOf(series, incidents, warn.threshold, leadMillis);
  return { incidents, ignored, judgedRows, knownMillis, warn, alert, value: valueAdvice(series, base), direction };
}

function reasonToIgnore(
  { startMillis, endMillis }: Incident,
  { observedAtMillis, scores }: ScoredSeries,
): IgnoredIncident['reason'] | undefined {
  const isOutside =
    endMillis < (observedAtMillis[0] ?? Infinity) || startMillis > (observedAtMillis.at(-1) ?? -Infinity);
  if (isOutside) return 'outside of the series';
  const first = observedAtMillis.findIndex((millis) => millis >= startMillis);
  const end = observedAtMillis.findIndex((millis) => millis > endMillis);
  const within = scores.subarray(first, end < 0 ? undefined : end);
  if (within.length === 0) return 'no readings in it';
  return within.every((score) => Number.isNaN(score)) ? 'too little past' : undefined;
}

type ValueOptions = Omit<ConstructorParameters<typeof ThresholdChoice>[1], 'least'>;

/** The better of both sides, if it is any good. */
function valueAdvice({ observedAtMillis, values, scores }: ScoredSeries, base: ValueOptions): Advice['value'] {
  const sides = (['above', 'below'] as const).flatMap((side) => {
    const sign = side === 'above' ? 1 : -1;
    const levels = values.map((value, row) => (Number.isNaN(scores[row]) ? NaN : sign * value));
    const chosen = new ThresholdChoice({ observedAtMillis, levels }, { ...base, least: -Infinity }).choose(VALUE_BETA);
    return chosen === undefined ? [] : { side, chosen };
  });
  const worth = ({ inSample, outOfSample }: ChosenThreshold): number =>
    effectiveness(outOfSample ?? inSample, VALUE_BETA);
  const [best] = sides.sort((one, other) => worth(other.chosen) - worth(one.chosen));
  if (best === undefined || worth(best.chosen) < MIN_VALUE_EFFECTIVENESS) return undefined;
  const { side, chosen } = best;
  return { ...chosen, side, threshold: side === 'above' ? chosen.threshold : -chosen.threshold };
}

function directionOf(
  { observedAtMillis, values, scores }: ScoredSeries,
  incidents: readonly Incident[],
  threshold: number,
  leadMillis: number,
): Advice['direction'] {
  const sides = new Set<'above' | 'below'>();
  for (const { startMillis, endMillis } of incidents) {
    const row = observedAtMillis.findIndex(
      (millis, at) => millis >= startMillis - leadMillis && millis <= endMillis && (scores[at] ?? NaN) >= threshold,
    );
    if (row < 0) continue;
    const before = [...values.subarray(Math.max(0, row - ROWS_BEFORE_ALARM), row)].filter(
      (value) => !Number.isNaN(value),
    );
    sides.add((values[row] ?? NaN) >= median(before) ? 'above' : 'below');
  }
  const [side] = sides;
  return sides.size === 1 && side !== undefined ? side : 'both';
}

/** The usual distance of two rows. */
function stepOf(observedAtMillis: Float64Array): number {
  return median([...observedAtMillis.subarray(1)].map((millis, row) => millis - (observedAtMillis[row] ?? NaN)));
}
