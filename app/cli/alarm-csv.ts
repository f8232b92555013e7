import type { LogTells } from '../../analytics/alarm-report/alarm-log.ts';
import type { LoggedAlarm } from '../../analytics/alarm-report/logged-alarm.ts';
import { alarmFromRecord } from '../../collectors/formats/decode-alarm.ts';
import { Refused } from '../../collectors/formats/refused.ts';
import { DISPOSITIONS, type Disposition } from '../../core/action.ts';
import type { PriorityBand } from '../../core/priority.ts';
import type { SignalClass } from '../../core/signal.ts';
import { parseInstant } from '../report/report-request.ts';
import { CsvError, type CsvRow } from '../../runtime/csv/csv-table.ts';
import { tableWith } from './series-csv.ts';

/** Words that logs use for how urgent an alarm is. */
const BANDS: ReadonlyMap<string, PriorityBand> = new Map([
  ...(['p1', '1', 'critical', 'urgent', 'emergency', 'highest'] as const).map((word) => [word, 'P1'] as const),
  ...(['p2', '2', 'high'] as const).map((word) => [word, 'P2'] as const),
  ...(['p3', '3', 'medium', 'normal'] as const).map((word) => [word, 'P3'] as const),
  ...(['p4', '4', 'low', 'journal', 'info'] as const).map((word) => [word, 'P4'] as const),
]);

export interface AlarmCsv {
  readonly alarms: readonly LoggedAlarm[];
  readonly tells: Omit<LogTells, 'worked'>;
}

/**
 * Alarms of a log with the columns time and type, and as many of site, sensor, message, end, priority, operator, class, taken,
 * closed and disposition as it has. Times without a zone are those of `zone`. An empty end, where the log has that column, stands
 * still. Throws a `CsvError`.
 */
export function readAlarmCsv(text: string, zone: string): AlarmCsv {
  const table = tableWith(text, ['time', 'type']);
  const { columns } = table;
  const context = { zone, unended: columns.includes('end') ? Infinity : NaN, classes: new Map<string, SignalClass>() };
  const alarms = Array.from(table.rows(), (row) => alarmOf(row, context));
  const closed = columns.includes('closed');
  return { alarms, tells: { taken: closed || columns.includes('taken'), closed } };
}

interface Context {
  readonly zone: string;
  readonly unended: number;
  /** Of types that were met before. */
  readonly classes: Map<string, SignalClass>;
}

function alarmOf(row: CsvRow, { zone, unended, classes }: Context): LoggedAlarm {
  const { line, cell } = row;
  const beganAtMillis = timeIn(row, 'time', zone);
  if (beganAtMillis === undefined) throw new CsvError('it has no time.', line);
  const endedAtMillis = timeIn(row, 'end', zone) ?? unended;
  if (endedAtMillis < beganAtMillis) throw new CsvError('it ends before it begins.', line);
  return {
    site: cell('site'),
    sensor: cell('sensor'),
    type: cell('type') || 'unnamed',
    class: classOf(cell('class'), cell('type'), classes),
    message: cell('message'),
    band: BANDS.get(cell('priority').toLowerCase()),
    beganAtMillis,
    endedAtMillis,
    operator: cell('operator') || undefined,
    takenAtMillis: timeIn(row, 'taken', zone),
    closedAtMillis: timeIn(row, 'closed', zone),
    disposition: dispositionIn(row),
  };
}

function timeIn({ line, cell }: CsvRow, column: string, zone: string): number | undefined {
  const text = cell(column);
  if (text === '') return undefined;
  const millis = parseInstant(text, zone);
  if (millis !== undefined) return millis;
  throw new CsvError(`${column} "${text}" is no time: write epoch seconds or ISO 8601.`, line);
}

function dispositionIn({ line, cell }: CsvRow): Disposition | undefined {
  const text = cell('disposition').toLowerCase();
  if (text === '') return undefined;
  const disposition = DISPOSITIONS.find((each) => each === text);
  if (disposition !== undefined) return disposition;
  throw new CsvError(`disposition "${text}" is none of ${DISPOSITIONS.join(', ')}.`, line);
}

/** As Telltale would have classed an alarm of a device. */
function classOf(given: string, type: string, known: Map<string, SignalClass>): SignalClass {
  const key = JSON.stringify([given, type]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const record = { type: type || 'unnamed', ...(given === '' ? {} : { class: given }) };
  const decoded = alarmFromRecord(record, { site: '', sensor: '', receivedAtMillis: 0, arrivalId: '' });
  const found = decoded instanceof Refused ? 'information' : decoded.signal.class;
  known.set(key, found);
  return found;
}
