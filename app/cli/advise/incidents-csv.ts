import type { Incident } from '../../../analytics/advise/incident.ts';
import { median } from '../../../analytics/advise/median.ts';
import { UsageError } from '../command.ts';
import { csvRows, secondsOf } from '../series-csv.ts';

/** An incident without an end lasts as long as the others usually do, an hour if no other has an end. */
const USUAL_SECONDS = 3600;

/** Columns start, end and, if there is one, name. Throws a `UsageError` that names the line. */
export function readIncidents(text: string): Incident[] {
  const rows = [...csvRows(text, ['start', 'end'])].map(({ line, cell }) => {
    const startSeconds = secondsOf(cell('start'), line);
    const endSeconds = cell('end') === '' ? NaN : secondsOf(cell('end'), line);
    if (endSeconds < startSeconds) throw new UsageError(`Line ${line}: the incident ends before it starts.`);
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
  return cell.replace(/^"(.*)"$/, '$1').replaceAll(/\p{Cc}+/gu, ' ');
}
