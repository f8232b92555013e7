import { csvCell } from '../csv-cell.ts';
import type { EventSummary } from './api-schemas.ts';

type Column = Exclude<
  keyof EventSummary,
  'contributions' | 'suppression' | 'reading' | 'demo' | 'active' | 'version' | 'mergedInto'
>;

const COLUMNS = [
  'id',
  'title',
  'site',
  'sensor',
  'class',
  'state',
  'alarmState',
  'band',
  'priority',
  'openedAt',
  'takenAt',
  'takenBy',
  'escalatedAt',
  'closedAt',
  'closedBy',
  'disposition',
  'reasonCode',
  'reason',
  'signalCount',
] as const satisfies readonly Column[];

/** RFC 4180, one line an event. */
export function eventsToCsv(events: readonly EventSummary[]): string {
  const lines = events.map((event) => COLUMNS.map((column) => csvCell(event[column])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}
