import type { SuppressionKind, SuppressionRow, Suppressions } from '../../core/alarm-report.ts';
import type { AlarmLog, SuppressionRecord } from './alarm-log.ts';
import { listed, MOST_ROWS } from './listed.ts';

/** What ends on time is written down a moment later. */
const GRACE_MILLIS = 60_000;

/** In the order in which people have to answer for them. */
const KINDS: readonly SuppressionKind[] = ['shelved', 'on-test', 'by-design', 'out-of-service', 'storm'];

/** What was out of the foreground at some moment of the period. Overdue rows come first, then by kind, then the latest. */
export function suppressionsOf(log: AlarmLog, fromMillis: number, untilMillis: number): Suppressions {
  const { events, names } = log;
  const counts = { shelved: 0, 'by-design': 0, 'out-of-service': 0, storm: 0, 'on-test': 0 };
  const rows: SuppressionRow[] = [];
  for (const record of log.suppressions) {
    if (record.sinceMillis >= untilMillis || (record.endedAtMillis ?? Infinity) <= fromMillis) continue;
    counts[record.kind] += 1;
    const { event } = record;
    rows.push({
      kind: record.kind,
      eventId: event === undefined ? undefined : events.ids[event],
      title: event === undefined ? undefined : names.text(events.title.at(event)),
      site: record.site,
      by: record.by,
      reason: record.reason,
      sinceMillis: record.sinceMillis,
      untilMillis: record.untilMillis,
      endedAtMillis: record.endedAtMillis,
      overdue: isOverdue(record, untilMillis),
    });
  }
  const rank = ({ kind, overdue }: SuppressionRow) => (overdue ? -1 : KINDS.indexOf(kind));
  rows.sort((a, b) => rank(a) - rank(b) || b.sinceMillis - a.sinceMillis);
  return { counts, overdue: rows.filter(({ overdue }) => overdue).length, list: listed(rows, MOST_ROWS) };
}

function isOverdue({ untilMillis: agreed, endedAtMillis }: SuppressionRecord, untilMillis: number): boolean {
  return agreed !== undefined && (endedAtMillis ?? untilMillis) > agreed + GRACE_MILLIS;
}
