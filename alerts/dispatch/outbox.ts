import type { AuditTrail, MessageOutcome } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { Message } from '../../core/ports/notifier.ts';

const MAX_DETAIL_LENGTH = 500;

export interface OutboxEntry {
  readonly message: Message;
  readonly notifier: string;
  readonly outcome: MessageOutcome['outcome'];
  readonly detail?: string;
}

/** What became of messages, in the audit trail: `queued` before they are sent, so that a crash loses none. */
export class Outbox {
  readonly #auditTrail: Pick<AuditTrail, 'append'>;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(auditTrail: Pick<AuditTrail, 'append'>, clock: Clock, logger: Logger) {
    this.#auditTrail = auditTrail;
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * Never rejects: a trail that cannot be written is reported and must not keep an escalation from going out.
   * Repeats are not recorded; each is replaced by the next.
   */
  async record(entries: readonly OutboxEntry[]): Promise<void> {
    const atMillis = this.#clock.nowMillis();
    const rows = entries
      .filter(({ message }) => message.kind !== 'still-open')
      .map((entry) => ({ kind: 'message' as const, atMillis, message: outcomeOf(entry) }));
    if (rows.length === 0) return;
    try {
      await this.#auditTrail.append(rows);
    } catch (error) {
      this.#logger.error({ err: error, messages: rows.length }, 'message outcomes could not be recorded');
    }
  }
}

function outcomeOf({ message, notifier, outcome, detail }: OutboxEntry): MessageOutcome {
  const { id: messageId, kind } = message;
  const row = { messageId, eventId: message.event.id, notifier, kind, outcome };
  return detail === undefined ? row : { ...row, detail: detail.slice(0, MAX_DETAIL_LENGTH) };
}
