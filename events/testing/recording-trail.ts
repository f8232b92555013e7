import type { Event } from '../../core/event.ts';
import {
  AuditConflict,
  type AuditEntry,
  type AuditRow,
  type AuditTrail,
  type EventRowKind,
  type MessageOutcome,
  type SignalPage,
  type SignalRow,
} from '../../core/ports/audit-trail.ts';

/** An audit trail in memory with the real one's constraints. */
export class RecordingTrail implements AuditTrail {
  readonly rows: AuditRow[] = [];
  commits = 0;
  failNext: Error | undefined;

  async append(entries: readonly AuditEntry[]): Promise<void> {
    await Promise.resolve();
    const failure = this.failNext;
    this.failNext = undefined;
    if (failure !== undefined) throw failure;
    const taken = new Set(this.rows.map(uniqueKey));
    const isConflict = entries.some((entry) => uniqueKey(entry) !== undefined && taken.has(uniqueKey(entry)));
    if (isConflict) throw new AuditConflict('already recorded');
    for (const entry of entries) this.rows.push({ ...entry, sequence: this.rows.length + 1 });
    this.commits += 1;
  }

  async knownSignalIds(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const known = new Set(this.rows.flatMap((row) => (row.kind === 'signal' ? [row.signal.id] : [])));
    return new Set(ids.filter((id) => known.has(id)));
  }

  async openEvents(): Promise<readonly Event[]> {
    const latest = new Map<string, Event>();
    for (const row of this.rows) if (row.kind === 'event') latest.set(row.event.id, row.event);
    return [...latest.values()].filter((event) => event.state !== 'closed');
  }

  async latestEvent(eventId: string): Promise<Event | undefined> {
    const row = this.rows.findLast((candidate) => candidate.kind === 'event' && candidate.event.id === eventId);
    return row?.kind === 'event' ? row.event : undefined;
  }

  async rowsOfEvent(eventId: string, kinds?: readonly EventRowKind[]): Promise<readonly AuditRow[]> {
    const wanted: readonly string[] | undefined = kinds;
    return this.rows.filter((row) => eventIdOf(row) === eventId && wanted?.includes(row.kind) !== false);
  }

  async signalsOfEvent(
    eventId: string,
    { limit, beforeSequence = Infinity }: SignalPage,
  ): Promise<readonly SignalRow[]> {
    const signals = this.rows.flatMap((row) => (row.kind === 'signal' ? [row] : []));
    return signals.filter((row) => row.eventId === eventId && row.sequence < beforeSequence).slice(-limit);
  }

  async undeliveredMessages(): Promise<readonly MessageOutcome[]> {
    return [];
  }

  async latestSettings(pathPrefix: string): Promise<ReadonlyMap<string, string | undefined>> {
    const settings = this.rows.flatMap((row) => (row.kind === 'setting' ? [row.setting] : []));
    const asked = settings.filter(({ path }) => path.startsWith(pathPrefix));
    return new Map(asked.map(({ path, after }) => [path, after]));
  }

  async stop(): Promise<void> {
    // Nothing to release.
  }
}

function uniqueKey(entry: AuditEntry): string | undefined {
  if (entry.kind === 'signal') return `signal ${entry.signal.id}`;
  return entry.kind === 'event' ? `event ${entry.event.id} ${entry.event.version}` : undefined;
}

function eventIdOf(row: AuditRow): string | undefined {
  switch (row.kind) {
    case 'signal':
      return row.eventId;
    case 'event':
      return row.event.id;
    case 'action':
      return row.action.eventId;
    case 'message':
      return row.message.eventId;
    case 'setting':
      return undefined;
  }
}
