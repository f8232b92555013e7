import type { ExportRows } from '../../core/ports/exporter.ts';

export function sliceRows(rows: ExportRows, from: number, to: number): ExportRows {
  return {
    count: to - from,
    seriesIds: rows.seriesIds.subarray(from, to),
    observedAtMillis: rows.observedAtMillis.subarray(from, to),
    values: rows.values.subarray(from, to),
  };
}

/** Those made at this time or later: the same rows, not a copy, where that is all of them. */
export function rowsSince(rows: ExportRows, sinceMillis: number): ExportRows {
  const times = rows.observedAtMillis.subarray(0, rows.count);
  if (times.every((millis) => millis >= sinceMillis)) return rows;
  const kept = Int32Array.from(times.keys()).filter((row) => (times[row] ?? 0) >= sinceMillis);
  return {
    count: kept.length,
    seriesIds: kept.map((row) => rows.seriesIds[row] ?? 0),
    observedAtMillis: Float64Array.from(kept, (row) => times[row] ?? 0),
    values: Float64Array.from(kept, (row) => rows.values[row] ?? 0),
  };
}
