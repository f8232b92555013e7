import type { EventSummary, SeriesHistory } from '../server/api-schemas.ts';

const MINUTE_MILLIS = 60_000;
const MAX_RANGE_MILLIS = 7 * 24 * 60 * MINUTE_MILLIS;
/** A pause this many times the usual step is a gap, not a line. */
const GAP_FACTOR = 5;

/** Some of the past before the event, and everything until now or shortly after it closed. */
export function chartRange(
  event: Pick<EventSummary, 'openedAt' | 'closedAt'>,
  nowMillis: number,
): { readonly fromMillis: number; readonly toMillis: number } {
  const openedMillis = Date.parse(event.openedAt);
  const toMillis =
    event.closedAt === null ? nowMillis : Math.min(nowMillis, Date.parse(event.closedAt) + 5 * MINUTE_MILLIS);
  const before = Math.max(10 * MINUTE_MILLIS, (toMillis - openedMillis) / 3);
  return { fromMillis: Math.max(Math.floor(openedMillis - before), toMillis - MAX_RANGE_MILLIS), toMillis };
}

type Column = (number | null)[];

/** Columns as uPlot wants them: seconds, lower, upper, expected, values, and the values outside the band alone. */
export type ChartData = [number[], Column, Column, Column, Column, Column];

export function chartData(history: SeriesHistory): ChartData {
  const data: ChartData = [[], [], [], [], [], []];
  const gapMillis = GAP_FACTOR * medianStep(history.times);
  history.times.forEach((time, row) => {
    const before = history.times[row - 1];
    if (before !== undefined && time - before > gapMillis) pushRow(data, (before + time) / 2, null, null, null, null);
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

function medianStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, row) => time - (times[row] ?? time));
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? Infinity;
}
