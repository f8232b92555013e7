import type { EventSummary, SeriesHistory } from '../../server/api-schemas.ts';

const MINUTE_MILLIS = 60_000;
const HOUR_MILLIS = 60 * MINUTE_MILLIS;
const MAX_RANGE_MILLIS = 7 * 24 * HOUR_MILLIS;
const BEFORE_OPENING_MILLIS = 30 * MINUTE_MILLIS;
const AFTER_CLOSING_MILLIS = 5 * MINUTE_MILLIS;
/** Fewer readings do not show what was usual. */
const LEAST_READINGS = 60;
/** A pause this many times the step around it is a gap, not a line. */
const GAP_FACTOR = 5;
/** Steps on each side of one that say what is usual there: the pace of a series may change. */
const STEPS_AROUND = 5;

/** What the operator may choose to see; `Event` is what belongs to it and enough before to compare with. */
export const CHART_SPANS = ['Event', '15 min', '1 h', '6 h', '24 h'] as const;

export type ChartSpan = (typeof CHART_SPANS)[number];

const SPAN_MILLIS: Readonly<Record<Exclude<ChartSpan, 'Event'>, number>> = {
  '15 min': 15 * MINUTE_MILLIS,
  '1 h': HOUR_MILLIS,
  '6 h': 6 * HOUR_MILLIS,
  '24 h': 24 * HOUR_MILLIS,
};

export interface ChartRange {
  readonly fromMillis: number;
  readonly toMillis: number;
  /** Where the range holds fewer readings, as many from before it as are missing. */
  readonly leastReadings: number;
}

/** Ends now, or shortly after the event closed. */
export function chartRange(
  event: Pick<EventSummary, 'openedAt' | 'closedAt'>,
  span: ChartSpan,
  nowMillis: number,
): ChartRange {
  const toMillis =
    event.closedAt === null ? nowMillis : Math.min(nowMillis, Date.parse(event.closedAt) + AFTER_CLOSING_MILLIS);
  if (span !== 'Event') return { fromMillis: toMillis - SPAN_MILLIS[span], toMillis, leastReadings: 0 };
  const beforeOpening = Date.parse(event.openedAt) - BEFORE_OPENING_MILLIS;
  return {
    fromMillis: Math.max(beforeOpening, toMillis - MAX_RANGE_MILLIS),
    toMillis,
    leastReadings: LEAST_READINGS,
  };
}

type Column = (number | null)[];

/** Columns as uPlot wants them: seconds, lower, upper, expected, values, and the values outside the band alone. */
export type ChartData = [number[], Column, Column, Column, Column, Column];

export function chartData(history: SeriesHistory): ChartData {
  const data: ChartData = [[], [], [], [], [], []];
  history.times.forEach((time, row) => {
    const before = history.times[row - 1];
    if (before !== undefined && time - before > GAP_FACTOR * usualStep(history.times, row)) {
      pushRow(data, (before + time) / 2, null, null, null, null);
    }
    pushRow(
      data,
      time,
      history.lower[row] ?? null,
      history.upper[row] ?? null,
      history.expected[row] ?? null,
      history.values[row] ?? null,
    );
  });
  return data;
}

function pushRow(
  [times, lowers, uppers, expecteds, values, outside]: ChartData,
  millis: number,
  lower: number | null,
  upper: number | null,
  expected: number | null,
  value: number | null,
): void {
  times.push(millis / 1000);
  lowers.push(lower);
  uppers.push(upper);
  expecteds.push(expected);
  values.push(value);
  const isOutside = value !== null && lower !== null && upper !== null && (value < lower || value > upper);
  outside.push(isOutside ? value : null);
}

/** The larger of the median steps before and after the one that ends at `row`. */
function usualStep(times: readonly number[], row: number): number {
  const before = medianStep(times.slice(Math.max(0, row - 1 - STEPS_AROUND), row));
  const after = medianStep(times.slice(row, row + 1 + STEPS_AROUND));
  return Math.max(before, after);
}

function medianStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, row) => time - (times[row] ?? time));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}
