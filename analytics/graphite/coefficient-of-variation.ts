import { divideSeries } from './divide-series.ts';
import { movingAverage } from './moving-average.ts';
import { fetchRange, type RegularSeries } from './regular-series.ts';
import { stdev } from './stdev.ts';
import { extendRange, type TimeRange } from './time-range.ts';

/**
 * `divideSeries(stdev(m,points),movingAverage(m,points))` over the range. In Graphite the two windows differ: the
 * deviation's grows from the start of the range and holds the current value; the average's reaches before the range and
 * leaves the current value out.
 */
export function coefficientOfVariation(series: RegularSeries, range: TimeRange, points: number): Float64Array {
  const withPast = extendRange(range, points * series.stepSeconds);
  return divideSeries(stdev(fetchRange(series, range), points), movingAverage(fetchRange(series, withPast), points));
}
