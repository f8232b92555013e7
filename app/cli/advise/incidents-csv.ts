import type { Incident } from '../../../analytics/advise/incident.ts';
import { median } from '../../../analytics/advise/median.ts';
import { CsvError } from '../../../runtime/csv/csv-table.ts';
import { UsageError } from '../command.ts';
import { secondsOf, tableWith } from '../series-csv.ts';

/** An incident without an end lasts as long as the others usually do, an hour if no other has an end. */
const USUAL_SECONDS = 3600;

/** Columns start, end and, if there is one, name. Throws a `CsvError`, or a `UsageError` when there is none. */
export function readIncidents(text: string): Incident[] {
  const rows = [...tableWith(text, ['start', 'end']).rows()].map(({ line, cell }) => {
    const startSeconds = secondsOf(cell('start'), line);
    const endSeconds = cell('end') === '' ? NaN : secondsOf(cell('end'), line);
    if (endSeconds < startSeconds) throw new CsvError('the incident ends before it starts.', line);
    return { name: nameOf(cell('name')) || cell('start'), startSeconds, endSeconds };
  });
  if (rows.length === 0) throw new UsageError('There is no incident in the file: write one line each, start,end.');
  const lengths = rows.map(({ startSeconds, endSeconds }) => endSeconds - startSeconds);
  const usualSeconds = median(lengths.filter((length) => !Number.isNaN(length)));
  return rows.map(({ name, startSeconds, endSeconds }) => ({
    name,
    startMillis: 1000 * startSeconds,
    endMillis: 1000 * (Number.isNaN(endSeconds) ? startSeconds + (usualSeconds || USUAL_SECONDS) : endSeconds),
  }));
}

function nameOf(cell: string): string {
  return cell.replaceAll(/\p{Cc}+/gu, ' ');
}
