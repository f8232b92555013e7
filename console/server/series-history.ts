import type { ExpectedBand } from '../../core/ports/expected-band.ts';
import type { History } from '../../core/ports/history.ts';
import type { RegisteredSeries } from '../../core/series-registry.ts';
import type { SeriesHistory } from './api-schemas.ts';
import { firstRowAt, toChartColumns } from './thin-out.ts';

const MAX_POINTS = 2000;
/** How much of the past the band may learn from before the range that is shown. */
const WARM_UP_MILLIS = 6 * 3_600_000;
const WARM_UP_ROWS = 2000;

export interface HistoryRange {
  readonly fromMillis: number;
  readonly toMillis: number;
  /** Where the range holds fewer, as many rows before it as are missing, out of the warm-up. */
  readonly leastReadings: number;
}

/** Readings of one series with what was expected of each, judged by the rows before it. */
export async function readSeriesHistory(
  source: { readonly history: Pick<History, 'read'>; readonly expectedBand: ExpectedBand },
  registered: RegisteredSeries,
  range: HistoryRange,
): Promise<SeriesHistory> {
  const { fromMillis, toMillis, leastReadings } = range;
  const read = await source.history.read(registered.id, fromMillis - WARM_UP_MILLIS, toMillis);
  const rows = read.observedAtMillis.length;
  const firstShown = Math.min(firstRowAt(read.observedAtMillis, fromMillis), Math.max(0, rows - leastReadings));
  const firstRow = Math.max(0, firstShown - WARM_UP_ROWS);
  const band = source.expectedBand({
    observedAtMillis: read.observedAtMillis.subarray(firstRow),
    values: read.values.subarray(firstRow),
  });
  return {
    series: registered.key,
    unit: registered.series.unit ?? null,
    ...toChartColumns(band, firstShown - firstRow, MAX_POINTS),
  };
}
