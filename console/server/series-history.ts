import type { ExpectedBand } from '../../core/ports/expected-band.ts';
import type { History } from '../../core/ports/history.ts';
import type { RegisteredSeries } from '../../core/series-registry.ts';
import type { SeriesHistory } from './api-schemas.ts';
import { firstRowAt, toChartColumns } from './thin-out.ts';

const MAX_POINTS = 2000;
/** How much of the past the band may learn from before the range that is shown. */
const WARM_UP_MILLIS = 6 * 3_600_000;
const WARM_UP_ROWS = 2000;

/** Readings of one series with what was expected of each, judged by the rows before it. */
export async function readSeriesHistory(
  source: { readonly history: Pick<History, 'read'>; readonly expectedBand: ExpectedBand },
  registered: RegisteredSeries,
  fromMillis: number,
  toMillis: number,
): Promise<SeriesHistory> {
  const read = await source.history.read(registered.id, fromMillis - WARM_UP_MILLIS, toMillis);
  const firstRow = Math.max(0, firstRowAt(read.observedAtMillis, fromMillis) - WARM_UP_ROWS);
  const band = source.expectedBand({
    observedAtMillis: read.observedAtMillis.subarray(firstRow),
    values: read.values.subarray(firstRow),
  });
  return {
    series: registered.key,
    unit: registered.series.unit ?? null,
    ...toChartColumns(band, fromMillis, MAX_POINTS),
  };
}
