import type { EscalationRow, Escalations } from '../../core/alarm-report.ts';
import type { AlarmLog, EscalationRecord } from './alarm-log.ts';
import { listed, MOST_ROWS } from './listed.ts';

interface Period {
  readonly fromMillis: number;
  readonly untilMillis: number;
}

/** Escalations that were fired in the period; those that were late come first, then the latest. */
export function escalationsOf(log: AlarmLog, { fromMillis, untilMillis }: Period, limitSeconds: number): Escalations {
  const { events, names } = log;
  const rows = log.escalations
    .filter(({ firedAtMillis }) => firedAtMillis >= fromMillis && firedAtMillis < untilMillis)
    .map((record): EscalationRow => ({
      eventId: events.ids[record.event] ?? '',
      title: names.text(events.title.at(record.event)),
      site: names.text(events.site.at(record.event)),
      firedAtMillis: record.firedAtMillis,
      answeredAtMillis: record.answeredAtMillis,
      answeredBy: record.answeredBy,
      answer: record.answer,
      outcome: outcomeOf(record, untilMillis, limitSeconds * 1000),
    }));
  const count = (outcome: EscalationRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  rows.sort((a, b) => Number(b.outcome === 'late') - Number(a.outcome === 'late') || b.firedAtMillis - a.firedAtMillis);
  return {
    fired: rows.length,
    inTime: count('in-time'),
    late: count('late'),
    waiting: count('waiting'),
    limitSeconds,
    list: listed(rows, MOST_ROWS),
  };
}

function outcomeOf(record: EscalationRecord, untilMillis: number, limitMillis: number): EscalationRow['outcome'] {
  const waited = (record.answeredAtMillis ?? untilMillis) - record.firedAtMillis;
  if (waited > limitMillis) return 'late';
  return record.answeredAtMillis === undefined ? 'waiting' : 'in-time';
}
