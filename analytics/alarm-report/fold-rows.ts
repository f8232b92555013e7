import type { Action, ActionKind } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import type { EventStep, OutlineRow, SettingChange } from '../../core/ports/audit-trail.ts';
import type { PriorityBand } from '../../core/priority.ts';
import type { Signal } from '../../core/signal.ts';
import { readSiteTest } from './site-test.ts';
import { AlarmLog, type EscalationRecord, type SuppressionRecord } from './alarm-log.ts';

/** What a person does to an event that answers it. */
const ANSWERS: ReadonlySet<ActionKind> = new Set(['take', 'start', 'close']);
/** What a person does to an event that is their work on it. */
const WORK: ReadonlySet<ActionKind> = new Set(['start', 'park', 'close']);
const REOPENING: ReadonlySet<ActionKind> = new Set(['reopen', 'undo']);

/** Folds rows of the audit trail, in their order, into the log that the report counts. */
export class RowFold {
  readonly log = new AlarmLog();
  readonly #bandOf: (event: Event) => PriorityBand | undefined;
  readonly #eventOfId = new Map<string, number>();
  /** Type of the first signal of events whose own row has not come yet: it is written after that of the signal. */
  readonly #typeOfNewEvent = new Map<string, string>();
  readonly #alarmOfCondition = new Map<string, number>();
  readonly #unanswered = new Map<number, EscalationRecord[]>();
  readonly #suppressed = new Map<number, SuppressionRecord>();
  readonly #onTest = new Map<string, SuppressionRecord>();

  /** `bandOf` says how urgent an event was in the moment its first row was written. */
  constructor(bandOf: (event: Event) => PriorityBand | undefined) {
    this.#bandOf = bandOf;
  }

  add(row: OutlineRow): void {
    switch (row.kind) {
      case 'step':
        return this.#step(row);
      case 'signal':
        return this.#signal(row.signal, row.eventId, row.atMillis);
      case 'event':
        return this.#event(row.event, row.atMillis);
      case 'action':
        return this.#action(row.action);
      case 'setting':
        return this.#setting(row.setting, row.atMillis);
      case 'message':
        return;
    }
  }

  #signal(signal: Signal, eventId: string, atMillis: number): void {
    const condition = JSON.stringify([signal.site, signal.sensor, signal.kind, signal.type, signal.seriesKey ?? '']);
    const standing = this.#alarmOfCondition.get(condition);
    const { alarms, sources } = this.log;
    if (signal.phase === 'left') {
      if (standing !== undefined) alarms.endedAtMillis.set(standing, atMillis);
      this.#alarmOfCondition.delete(condition);
      return;
    }
    if (eventId !== '' && !this.#eventOfId.has(eventId)) this.#typeOfNewEvent.set(eventId, signal.type);
    const source = sources.idOf(signal.site, signal.sensor, signal.type);
    const isMomentary = signal.kind === 'device-alarm';
    const alarm = alarms.add(source, atMillis, isMomentary || standing !== undefined ? NaN : Infinity);
    if (isMomentary || standing === undefined) this.#alarmOfCondition.set(condition, alarm);
  }

  #event(event: Event, atMillis: number): void {
    const { events } = this.log;
    const index = this.#eventOfId.get(event.id) ?? this.#newEvent(event);
    if (event.state === 'closed') {
      const closedAtMillis = event.closedAtMillis ?? atMillis;
      if (event.mergedIntoEventId !== undefined) events.mergedAway(index, closedAtMillis);
      else {
        const { closedBy, disposition, reasonCode } = event;
        events.closed(index, closedAtMillis, { by: closedBy?.name, disposition, reasonCode });
      }
    } else if (!Number.isNaN(events.closedAtMillis.at(index))) {
      events.reopened(index);
    }
    this.#suppression(index, event, atMillis);
  }

  /** Of an event whose first row is not known there is nothing to change. */
  #step({ eventId, atMillis }: EventStep): void {
    const index = this.#eventOfId.get(eventId);
    if (index === undefined) return;
    if (!Number.isNaN(this.log.events.closedAtMillis.at(index))) this.log.events.reopened(index);
    this.#endSuppression(index, atMillis);
  }

  #newEvent(event: Event): number {
    const index = this.log.events.add({
      ...event,
      type: this.#typeOfNewEvent.get(event.id) ?? event.title,
      band: this.#bandOf(event),
    });
    this.#typeOfNewEvent.delete(event.id);
    this.#eventOfId.set(event.id, index);
    if (event.takenBy !== undefined && event.takenAtMillis !== undefined) {
      this.log.events.answered(index, event.takenAtMillis, event.takenBy.name);
    }
    return index;
  }

  #suppression(index: number, event: Event, atMillis: number): void {
    const known = this.#suppressed.get(index);
    const now = event.state === 'closed' ? undefined : event.suppression;
    if (known !== undefined && known.kind === now?.kind && known.sinceMillis === now.sinceMillis) return;
    this.#endSuppression(index, atMillis);
    if (now === undefined) return;
    const record: SuppressionRecord = {
      event: index,
      site: event.site,
      kind: now.kind,
      by: now.by.name,
      reason: now.reason,
      sinceMillis: now.sinceMillis,
      untilMillis: now.untilMillis,
      endedAtMillis: undefined,
    };
    this.#suppressed.set(index, record);
    this.log.suppressions.push(record);
  }

  #endSuppression(index: number, atMillis: number): void {
    const known = this.#suppressed.get(index);
    if (known !== undefined) known.endedAtMillis = atMillis;
    this.#suppressed.delete(index);
  }

  /** A test ends by itself when its time is over. */
  #setting(setting: SettingChange, atMillis: number): void {
    const change = readSiteTest(setting);
    if (change === undefined) return;
    const known = this.#onTest.get(setting.path);
    if (known !== undefined) known.endedAtMillis = Math.min(atMillis, known.untilMillis ?? Infinity);
    this.#onTest.delete(setting.path);
    if (change.begun === undefined) return;
    const { site, by, reason, sinceMillis, untilMillis } = change.begun;
    const record: SuppressionRecord = {
      event: undefined,
      site,
      kind: 'on-test',
      by,
      reason,
      sinceMillis,
      untilMillis,
      endedAtMillis: untilMillis,
    };
    this.#onTest.set(setting.path, record);
    this.log.suppressions.push(record);
  }

  #action({ eventId, kind, by, atMillis }: Action): void {
    const { events, personActions, names } = this.log;
    if (by.kind === 'person') {
      personActions.atMillis.push(atMillis);
      personActions.by.push(names.idOf(by.name));
    }
    const event = this.#eventOfId.get(eventId);
    if (event === undefined) return;
    if (by.kind === 'person' && ANSWERS.has(kind)) events.answered(event, atMillis, by.name);
    if (by.kind === 'person' && WORK.has(kind)) events.worked(event, atMillis, by.name);
    if (REOPENING.has(kind)) events.reopened(event);
    if (by.kind === 'person' && kind !== 'note') this.#answerEscalations(event, kind, by.name, atMillis);
    if (kind === 'escalate') this.#escalated(event, by.name, atMillis);
  }

  /** Whoever escalated an event has not answered it by doing something else to it. */
  #answerEscalations(event: number, answer: ActionKind, by: string, atMillis: number): void {
    const waiting = this.#unanswered.get(event) ?? [];
    const still = waiting.filter((each) => each.by === by);
    for (const each of waiting) {
      if (each.by === by) continue;
      each.answeredAtMillis = atMillis;
      each.answeredBy = by;
      each.answer = answer;
    }
    if (still.length === 0) this.#unanswered.delete(event);
    else this.#unanswered.set(event, still);
  }

  #escalated(event: number, by: string, firedAtMillis: number): void {
    const none = { answeredAtMillis: undefined, answeredBy: undefined, answer: undefined };
    const record: EscalationRecord = { event, firedAtMillis, by, ...none };
    this.#unanswered.set(event, [...(this.#unanswered.get(event) ?? []), record]);
    this.log.escalations.push(record);
  }
}
