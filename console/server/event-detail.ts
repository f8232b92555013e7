import type { Event } from '../../core/event.ts';
import type { AuditRow } from '../../core/ports/audit-trail.ts';
import type { EventDetail, HistoryEntry, SignalView } from './api-schemas.ts';
import { toEventSummary, toSignalView, type Prioritise } from './event-view.ts';
import { isoTime } from './iso-time.ts';

/** Most signals one answer carries; of more, the latest. */
const MAX_SIGNALS_SHOWN = 10_000;

/** An event with everything the audit trail knows about it. */
export function toEventDetail(
  event: Event,
  rows: readonly AuditRow[],
  prioritise: Prioritise,
  nowMillis: number,
): EventDetail {
  return {
    ...toEventSummary(event, prioritise(event, event.closedAtMillis ?? nowMillis)),
    signals: signalsOf(rows),
    history: rows.flatMap(historyOf),
  };
}

/** The event as its last row has it: for events the desk no longer holds. */
export function latestEventOf(rows: readonly AuditRow[]): Event | undefined {
  const latest = rows.findLast((row) => row.kind === 'event');
  if (latest?.kind !== 'event') return undefined;
  return { ...latest.event, signals: rows.flatMap((row) => (row.kind === 'signal' ? [row.signal] : [])) };
}

function signalsOf(rows: readonly AuditRow[]): SignalView[] {
  return rows
    .flatMap((row) => (row.kind === 'signal' ? [row.signal] : []))
    .slice(-MAX_SIGNALS_SHOWN)
    .map(toSignalView);
}

function historyOf(row: AuditRow): HistoryEntry[] {
  switch (row.kind) {
    case 'action': {
      const { kind, by, disposition, reason } = row.action;
      return [
        {
          what: 'action',
          at: isoTime(row.atMillis),
          kind,
          by: by.name,
          disposition: disposition ?? null,
          reason: reason ?? null,
        },
      ];
    }
    case 'message': {
      const { kind, notifier, outcome, detail } = row.message;
      return [{ what: 'message', at: isoTime(row.atMillis), kind, notifier, outcome, detail: detail ?? null }];
    }
    case 'signal':
    case 'event':
    case 'setting':
      return [];
  }
}
