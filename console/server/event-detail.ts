import type { Event } from '../../core/event.ts';
import type { AuditRow, AuditTrail, SignalPage } from '../../core/ports/audit-trail.ts';
import type { EventDetail, HistoryEntry, SignalPageView } from './api-schemas.ts';
import { toEventSummary, toSignalView, type Prioritise } from './event-view.ts';
import { isoTime, isoTimeOrNull } from './iso-time.ts';

/** Most signals one answer carries; of more, the latest. */
export const MOST_SIGNALS_SHOWN = 1000;

/** What the detail of an event is read from. */
export type EventRows = Pick<AuditTrail, 'rowsOfEvent' | 'signalsOfEvent'>;

/** An event with what the audit trail knows about it: its latest signals, and everything that was done. */
export async function eventDetailOf(
  event: Event,
  audit: EventRows,
  prioritise: Prioritise,
  nowMillis: number,
): Promise<EventDetail> {
  const [signals, rows] = await Promise.all([
    signalPageOf(event.id, audit, { limit: MOST_SIGNALS_SHOWN }),
    audit.rowsOfEvent(event.id, ['action', 'message']),
  ]);
  return {
    ...toEventSummary(event, prioritise(event, event.closedAtMillis ?? nowMillis)),
    ...signals,
    history: rows.flatMap(historyOf),
  };
}

/** Reads one more than it shows: so it knows whether there are earlier ones. */
export async function signalPageOf(
  eventId: string,
  audit: Pick<AuditTrail, 'signalsOfEvent'>,
  { limit, ...before }: SignalPage,
): Promise<SignalPageView> {
  const rows = await audit.signalsOfEvent(eventId, { limit: limit + 1, ...before });
  const shown = rows.slice(-limit);
  return {
    signals: shown.map(({ signal }) => toSignalView(signal)),
    earlierBefore: rows.length > limit ? (shown[0]?.sequence ?? null) : null,
  };
}

function historyOf(row: AuditRow): HistoryEntry[] {
  switch (row.kind) {
    case 'action': {
      const { kind, by, disposition, reasonCode, reason, untilMillis, toPerson, intoEventId } = row.action;
      return [
        {
          what: 'action',
          at: isoTime(row.atMillis),
          kind,
          by: by.name,
          disposition: disposition ?? null,
          reasonCode: reasonCode ?? null,
          reason: reason ?? null,
          until: isoTimeOrNull(untilMillis),
          toPerson: toPerson ?? null,
          intoEvent: intoEventId ?? null,
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
