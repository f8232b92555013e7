import type { ScoredSeries } from '../../../analytics/advise/advise.ts';
import { createSeriesScore } from '../../../analytics/score/series-score.ts';
import { CsvError } from '../../../runtime/csv/csv-table.ts';
import { UsageError } from '../command.ts';
import { seriesRows } from '../series-csv.ts';

/** Each row with its score by the rows before it. Throws a `CsvError`, or a `UsageError` when there is no row. */
export function scoreSeries(text: string): ScoredSeries {
  const rows = [...seriesRows(text)];
  if (rows.length === 0) throw new UsageError('There is no row in the series.');
  for (const [index, { line, seconds }] of rows.entries()) {
    if (seconds < (rows[index - 1]?.seconds ?? -Infinity)) {
      throw new CsvError('its time lies before that of the row above: sort the rows by time.', line);
    }
  }
  const score = createSeriesScore();
  return {
    observedAtMillis: Float64Array.from(rows, ({ seconds }) => 1000 * seconds),
    values: Float64Array.from(rows, ({ value }) => value),
    scores: Float64Array.from(rows, ({ seconds, value }) => score.update(1000 * seconds, value).score),
  };
}
