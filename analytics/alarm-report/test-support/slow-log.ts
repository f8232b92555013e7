import type { ActionKind, Disposition } from '../../../core/action.ts';
import type { SuppressionKind } from '../../../core/alarm-report.ts';
import type { Event } from '../../../core/event.ts';
import type { AuditRow } from '../../../core/ports/audit-trail.ts';
import type { SiteTest } from '../../../core/ports/site-tests.ts';
import type { PriorityBand } from '../../../core/priority.ts';
import type { Signal, SignalClass } from '../../../core/signal.ts';
import type { LoggedAlarm } from '../logged-alarm.ts';

/** What the slow report counts: plain objects, made without any code of the fast one. */
export interface SlowLog {
  readonly alarms: readonly SlowAlarm[];
  readonly events: readonly SlowEvent[];
  readonly personActions: readonly { readonly at: number; readonly by: string }[];
  readonly escalations: readonly SlowEscalation[];
  readonly suppressions: readonly SlowSuppression[];
  /** What it could have told at all. */
  readonly tells: { readonly taken: boolean; readonly worked: boolean; readonly closed: boolean };
}

export interface SlowAlarm {
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly began: number;
  /** Infinity: stands; NaN: not told. */
  readonly ended: number;
}

export interface SlowEvent {
  readonly id: string;
  readonly title: string;
  readonly site: string;
  readonly sensor: string;
  readonly type: string;
  readonly class: SignalClass;
  readonly band: PriorityBand | undefined;
  readonly opened: number;
  readonly answered: { readonly at: number; readonly by: string } | undefined;
  readonly worked: { readonly at: number; readonly by: string } | undefined;
  readonly closed:
    | {
        readonly at: number;
        readonly by: string | undefined;
        readonly disposition: Disposition | undefined;
        readonly reasonCode?: string | undefined;
      }
    | undefined;
  readonly merged: boolean;
}

export interface SlowEscalation {
  readonly eventId: string;
  readonly title: string;
  readonly site: string;
  readonly fired: number;
  readonly answer: { readonly at: number; readonly by: string; readonly kind: ActionKind } | undefined;
}

export interface SlowSuppression {
  readonly kind: SuppressionKind;
  readonly eventId: string | undefined;
  readonly title: string | undefined;
  readonly site: string;
  readonly by: string;
  readonly reason: string;
  readonly since: number;
  readonly until: number | undefined;
  readonly ended: number | undefined;
}

type RowOf<Kind extends AuditRow['kind']> = Extract<AuditRow, { kind: Kind }>;

/** Reads the rows again and again, once for everything that is asked. */
export function slowLogOfRows(rows: readonly AuditRow[], bandOf: (event: Event) => PriorityBand | undefined): SlowLog {
  const eventIds = [...new Set(rows.flatMap((row) => (row.kind === 'event' ? [row.event.id] : [])))];
  return {
    tells: { taken: true, worked: true, closed: true },
    alarms: rows.flatMap((row, at) => (row.kind === 'signal' ? alarmOf(rows, row, at) : [])),
    events: eventIds.map((id) => eventOf(rows, id, bandOf)),
    personActions: rows.flatMap((row) =>
      row.kind === 'action' && row.action.by.kind === 'person'
        ? [{ at: row.action.atMillis, by: row.action.by.name }]
        : [],
    ),
    escalations: rows.flatMap((row, at) => (row.kind === 'action' ? escalationOf(rows, row, at) : [])),
    suppressions: rows.flatMap((row, at) => {
      if (row.kind === 'setting') return siteTestOf(rows, row, at);
      return row.kind === 'event' ? suppressionOf(rows, row, at) : [];
    }),
  };
}

export function slowLogOfAlarms(
  alarms: readonly LoggedAlarm[],
  tells: Omit<SlowLog['tells'], 'worked'> = { taken: true, closed: true },
): SlowLog {
  return {
    tells: { ...tells, worked: false },
    alarms: alarms.map(({ site, sensor, type, beganAtMillis, endedAtMillis }) => {
      return { site, sensor, type, began: beganAtMillis, ended: endedAtMillis };
    }),
    events: alarms.map((alarm, at): SlowEvent => {
      const { takenAtMillis, closedAtMillis, operator = '', disposition } = alarm;
      const answeredAt = takenAtMillis ?? closedAtMillis;
      return {
        id: `row ${at + 1}`,
        title: alarm.message || alarm.type,
        site: alarm.site,
        sensor: alarm.sensor,
        type: alarm.type,
        class: alarm.class,
        band: alarm.band,
        opened: alarm.beganAtMillis,
        answered: answeredAt === undefined ? undefined : { at: answeredAt, by: operator },
        worked: undefined,
        closed: closedAtMillis === undefined ? undefined : { at: closedAtMillis, by: operator, disposition },
        merged: false,
      };
    }),
    personActions: alarms.flatMap(({ operator, takenAtMillis, closedAtMillis, beganAtMillis }) =>
      operator === undefined || operator === ''
        ? []
        : [{ at: takenAtMillis ?? closedAtMillis ?? beganAtMillis, by: operator }],
    ),
    escalations: [],
    suppressions: [],
  };
}

function alarmOf(rows: readonly AuditRow[], row: RowOf<'signal'>, at: number): readonly SlowAlarm[] {
  const { signal } = row;
  if (signal.phase === 'left') return [];
  const isSame = (other: AuditRow): other is RowOf<'signal'> =>
    other.kind === 'signal' && isSameCondition(other.signal, signal);
  const after = rows.slice(at + 1).filter(isSame);
  const before = rows.slice(0, at).filter(isSame);
  const stoodAlready = before.at(-1)?.signal.phase === 'entered';
  let ended = after.find((other) => other.signal.phase === 'left')?.atMillis;
  if (signal.kind === 'device-alarm') ended = after[0]?.signal.phase === 'left' ? after[0].atMillis : NaN;
  else if (stoodAlready) ended = NaN;
  const { site, sensor, type } = signal;
  return [{ site, sensor, type, began: row.atMillis, ended: ended ?? Infinity }];
}

function isSameCondition(a: Signal, b: Signal): boolean {
  return (
    a.site === b.site &&
    a.sensor === b.sensor &&
    a.kind === b.kind &&
    a.type === b.type &&
    (a.seriesKey ?? '') === (b.seriesKey ?? '')
  );
}

function eventOf(rows: readonly AuditRow[], id: string, bandOf: (event: Event) => PriorityBand | undefined): SlowEvent {
  const [first] = eventRows(rows, id);
  if (first === undefined) throw new Error(`no row of event ${id}`);
  const { event } = first;
  const beforeFirst = rows.slice(0, rows.indexOf(first));
  const afterFirst = rows.slice(rows.indexOf(first));
  const signal = beforeFirst.find(
    (row) => row.kind === 'signal' && row.eventId === id && row.signal.phase === 'entered',
  );
  const answer = actionsOn(afterFirst, id).find(
    ({ action }) => action.by.kind === 'person' && ['take', 'start', 'close'].includes(action.kind),
  );
  const wasTaken = event.takenBy !== undefined && event.takenAtMillis !== undefined;
  const actions = actionsOn(afterFirst, id);
  const fromAnswer = wasTaken ? actions : answer === undefined ? [] : actions.slice(actions.indexOf(answer));
  const work = fromAnswer.find(
    ({ action }) => action.by.kind === 'person' && ['start', 'park', 'close'].includes(action.kind),
  );
  const last = afterFirst.findLast(
    (row) =>
      (row.kind === 'event' && row.event.id === id) ||
      (row.kind === 'action' && row.action.eventId === id && ['reopen', 'undo'].includes(row.action.kind)),
  );
  const end = last?.kind === 'event' && last.event.state === 'closed' ? last : undefined;
  const merged = end?.event.mergedIntoEventId !== undefined;
  return {
    id,
    title: event.title,
    site: event.site,
    sensor: event.sensor,
    type: signal?.kind === 'signal' ? signal.signal.type : event.title,
    class: event.class,
    band: bandOf(event),
    opened: event.openedAtMillis,
    answered:
      event.takenBy !== undefined && event.takenAtMillis !== undefined
        ? { at: event.takenAtMillis, by: event.takenBy.name }
        : answer && { at: answer.action.atMillis, by: answer.action.by.name },
    worked: work && { at: work.action.atMillis, by: work.action.by.name },
    closed: end && {
      at: end.event.closedAtMillis ?? end.atMillis,
      by: merged ? undefined : end.event.closedBy?.name,
      disposition: merged ? undefined : end.event.disposition,
      reasonCode: merged ? undefined : end.event.reasonCode,
    },
    merged,
  };
}

function escalationOf(rows: readonly AuditRow[], { action }: RowOf<'action'>, at: number): readonly SlowEscalation[] {
  if (action.kind !== 'escalate') return [];
  const [first] = eventRows(rows.slice(0, at), action.eventId);
  if (first === undefined) return [];
  const answer = actionsOn(rows.slice(at + 1), action.eventId).find(
    ({ action: { by, kind } }) => by.kind === 'person' && kind !== 'note' && by.name !== action.by.name,
  )?.action;
  return [
    {
      eventId: action.eventId,
      title: first.event.title,
      site: first.event.site,
      fired: action.atMillis,
      answer: answer && { at: answer.atMillis, by: answer.by.name, kind: answer.kind },
    },
  ];
}

/** The row with which a suppression begins. */
function suppressionOf(rows: readonly AuditRow[], row: RowOf<'event'>, at: number): readonly SlowSuppression[] {
  const now = suppressionIn(row.event);
  if (now === undefined) return [];
  const isThis = (other: Event) =>
    suppressionIn(other)?.kind === now.kind && suppressionIn(other)?.sinceMillis === now.sinceMillis;
  const before = eventRows(rows.slice(0, at), row.event.id).at(-1);
  if (before !== undefined && isThis(before.event)) return [];
  const [first = row] = eventRows(rows, row.event.id);
  const { id } = row.event;
  return [
    {
      kind: now.kind,
      eventId: id,
      title: first.event.title,
      site: row.event.site,
      by: now.by.name,
      reason: now.reason,
      since: now.sinceMillis,
      until: now.untilMillis,
      ended: eventRows(rows.slice(at + 1), id).find(({ event }) => !isThis(event))?.atMillis,
    },
  ];
}

function siteTestOf(rows: readonly AuditRow[], { setting }: RowOf<'setting'>, at: number): readonly SlowSuppression[] {
  if (!setting.path.startsWith('sites.') || !setting.path.endsWith('.onTest') || setting.after === undefined) return [];
  const test: SiteTest = JSON.parse(setting.after);
  const next = rows.slice(at + 1).find((row) => row.kind === 'setting' && row.setting.path === setting.path);
  return [
    {
      kind: 'on-test',
      eventId: undefined,
      title: undefined,
      site: test.site,
      by: test.by.name,
      reason: test.reason,
      since: test.sinceMillis,
      until: test.untilMillis,
      ended: next === undefined || next.atMillis > test.untilMillis ? test.untilMillis : next.atMillis,
    },
  ];
}

function suppressionIn(event: Event): Event['suppression'] {
  return event.state === 'closed' ? undefined : event.suppression;
}

function eventRows(rows: readonly AuditRow[], id: string): readonly RowOf<'event'>[] {
  return rows.filter((row): row is RowOf<'event'> => row.kind === 'event' && row.event.id === id);
}

function actionsOn(rows: readonly AuditRow[], id: string): readonly RowOf<'action'>[] {
  return rows.filter((row): row is RowOf<'action'> => row.kind === 'action' && row.action.eventId === id);
}
