import type { AuditEntry, AuditRow, AuditTrail, MessageOutcome, SignalRow } from '../../core/ports/audit-trail.ts';
import type { Event } from '../../core/event.ts';

/** Keeps rows in memory, a moment after it is asked to; it survives whoever uses it, as the real one a restart. */
export class FakeAuditTrail implements AuditTrail {
  readonly rows: AuditRow[] = [];
  /** When set, `append` rejects with it. */
  fault: Error | undefined;

  async append(entries: readonly AuditEntry[]): Promise<void> {
    await oneTurn();
    if (this.fault !== undefined) throw this.fault;
    for (const entry of entries) this.rows.push({ ...entry, sequence: this.rows.length + 1 });
  }

  get messages(): readonly MessageOutcome[] {
    return this.rows.flatMap((row) => (row.kind === 'message' ? [row.message] : []));
  }

  /** `messageId outcome`, in the order they were written. */
  get outcomes(): readonly string[] {
    return this.messages.map(({ messageId, outcome }) => `${messageId} ${outcome}`);
  }

  /** Takes longer than `append`: what is appended meanwhile is in the answer. */
  async undeliveredMessages(): Promise<readonly MessageOutcome[]> {
    await oneTurn();
    await oneTurn();
    const done = new Set(this.messages.filter(({ outcome }) => outcome !== 'queued').map(({ messageId }) => messageId));
    return this.messages.filter(({ messageId }) => !done.has(messageId));
  }

  async rowsOfEvent(eventId: string): Promise<readonly AuditRow[]> {
    return this.rows.filter((row) => row.kind === 'message' && row.message.eventId === eventId);
  }

  async signalsOfEvent(): Promise<readonly SignalRow[]> {
    throw new Error('should not be called');
  }

  async knownSignalIds(): Promise<ReadonlySet<string>> {
    throw new Error('should not be called');
  }

  async openEvents(): Promise<readonly Event[]> {
    throw new Error('should not be called');
  }

  async latestEvent(): Promise<Event | undefined> {
    throw new Error('should not be called');
  }

  async latestSettings(): Promise<ReadonlyMap<string, string | undefined>> {
    throw new Error('should not be called');
  }

  async stop(): Promise<void> {}
}

async function oneTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
