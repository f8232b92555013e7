import type { RejectReason } from '../../core/reject-reason.ts';
import { SIGNAL_CLASSES, type SignalClass, type SignalPhase } from '../../core/signal.ts';

/** One row of a file. Seconds count from the file's own zero, before the speed is applied. */
export type ReplayRow =
  | {
      readonly kind: 'reading';
      readonly offsetSeconds: number;
      readonly sensor: string;
      readonly metric: string;
      readonly value: number;
    }
  | {
      readonly kind: 'alarm';
      readonly offsetSeconds: number;
      readonly sensor: string;
      readonly type: string;
      readonly class: SignalClass;
      readonly phase: SignalPhase;
      readonly message: string;
    };

/** A row that is not taken, and why. */
export interface BadRow {
  readonly kind: 'bad';
  readonly reason: RejectReason;
  readonly detail: string;
}

/** Reads the fields of one row; `undefined` for a gap, which a plain file may have. */
export type RowParser = (fields: readonly string[]) => ReplayRow | BadRow | undefined;

const MAX_NAME_LENGTH = 200;
const MAX_MESSAGE_LENGTH = 1000;

export const SITE_COLUMNS = ['offset_seconds', 'sensor', 'metric', 'value', 'alarm', 'class', 'message'] as const;

export const PLAIN_COLUMNS = ['timestamp', 'value'] as const;

/** The parser for a header line; `undefined` when it is neither of the two known formats. */
export function parserFor(header: readonly string[], sensor: string, metric: string): RowParser | undefined {
  const columns = header.join(',');
  if (columns === SITE_COLUMNS.join(',')) return parseSiteRow;
  if (columns === PLAIN_COLUMNS.join(',')) return plainRowParser(sensor, metric);
  return undefined;
}

function bad(reason: RejectReason, detail: string): BadRow {
  return { kind: 'bad', reason, detail };
}

function parseSiteRow(fields: readonly string[]): ReplayRow | BadRow {
  if (fields.length !== SITE_COLUMNS.length) {
    return bad('bad-line', `${fields.length} columns instead of ${SITE_COLUMNS.length}`);
  }
  const [offset = '', sensor = '', metric = '', value = '', alarm = '', signalClass = '', message = ''] = fields;
  const offsetSeconds = parseNumber(offset);
  if (typeof offsetSeconds !== 'number') return offsetSeconds;
  if (!isName(sensor)) return bad('bad-line', 'sensor missing or too long');
  if (alarm === '') return readingRow(offsetSeconds, sensor, metric, value);
  if (metric !== '') return bad('bad-line', 'a row is a reading or an alarm, not both');
  return alarmRow(offsetSeconds, sensor, value, alarm, signalClass, message);
}

function readingRow(offsetSeconds: number, sensor: string, metric: string, text: string): ReplayRow | BadRow {
  if (!isName(metric)) return bad('bad-line', 'metric missing or too long');
  const value = parseNumber(text);
  return typeof value === 'number' ? { kind: 'reading', offsetSeconds, sensor, metric, value } : value;
}

function alarmRow(
  offsetSeconds: number,
  sensor: string,
  value: string,
  type: string,
  classText: string,
  message: string,
): ReplayRow | BadRow {
  const signalClass = SIGNAL_CLASSES.find((known) => known === classText);
  if (signalClass === undefined)
    return bad('wrong-type', `class "${classText}", not one of ${SIGNAL_CLASSES.join(' ')}`);
  if (value !== '' && value !== '0' && value !== '1') return bad('wrong-type', 'value of an alarm: 1 begins, 0 ends');
  if (!isName(type) || message.length > MAX_MESSAGE_LENGTH) return bad('too-large', 'alarm or message too long');
  const phase = value === '0' ? 'left' : 'entered';
  return { kind: 'alarm', offsetSeconds, sensor, type, class: signalClass, phase, message };
}

/** Offsets count from the first row that has a time. */
function plainRowParser(sensor: string, metric: string): RowParser {
  let firstSeconds: number | undefined;
  return (fields) => {
    const [timestamp, text] = fields;
    if (fields.length !== PLAIN_COLUMNS.length || timestamp === undefined || text === undefined) {
      return bad('bad-line', `${fields.length} columns instead of ${PLAIN_COLUMNS.length}`);
    }
    const seconds = parseTime(timestamp);
    if (seconds === undefined) return bad('wrong-type', `time "${timestamp}": neither ISO 8601 nor epoch seconds`);
    firstSeconds ??= seconds;
    if (text === '') return undefined;
    const value = parseNumber(text);
    if (typeof value !== 'number') return value;
    return { kind: 'reading', offsetSeconds: seconds - firstSeconds, sensor, metric, value };
  };
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= MAX_NAME_LENGTH;
}

const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const NOT_FINITE = /^[-+]?(?:nan|inf|infinity)$/i;

function parseNumber(text: string): number | BadRow {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const isNumeric = DECIMAL.test(text) || NOT_FINITE.test(text);
  return isNumeric ? bad('not-finite', `"${text}"`) : bad('wrong-type', `"${text}" is not a number`);
}

const ISO_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[-+]\d\d:?\d\d)?)?$/;

/** Epoch seconds of an ISO 8601 time (UTC where it names no zone) or of a number that is already that. */
function parseTime(text: string): number | undefined {
  const seconds = parseNumber(text);
  if (typeof seconds === 'number') return seconds;
  const [, date, time = '00:00', zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  const millis = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(millis) ? undefined : millis / 1000;
}
