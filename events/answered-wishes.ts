import type { Action } from '../core/action.ts';
import type { AuditTrail } from '../core/ports/audit-trail.ts';
import type { ActionOutcome, ActionRequest } from '../core/ports/desk.ts';
import { refuse } from './apply-action.ts';

const MOST_REMEMBERED = 10_000;

interface Answered {
  readonly details: string;
  readonly outcome: Promise<ActionOutcome>;
}

/**
 * Answers a wish that comes again under its idempotency key with what came of the first: the latest from memory, those of
 * people from the audit trail too, where a crash came between the commit and the answer.
 */
export class AnsweredWishes {
  readonly #audit: Pick<AuditTrail, 'rowsOfEvent' | 'latestEvent'>;
  readonly #answered = new Map<string, Answered>();

  constructor(audit: Pick<AuditTrail, 'rowsOfEvent' | 'latestEvent'>) {
    this.#audit = audit;
  }

  async once(request: ActionRequest, decide: () => Promise<ActionOutcome>): Promise<ActionOutcome> {
    const key = keyOf(request);
    if (key === undefined) return await decide();
    const details = detailsOf(request);
    const known = this.#answered.get(key);
    if (known !== undefined) return known.details === details ? await known.outcome : REUSED;
    const outcome = this.#firstOrRecorded(request, decide);
    this.#remember(key, { details, outcome });
    return await outcome;
  }

  async #firstOrRecorded(request: ActionRequest, decide: () => Promise<ActionOutcome>): Promise<ActionOutcome> {
    const recorded = request.by.kind === 'person' ? await this.#recorded(request) : undefined;
    if (recorded === undefined) return await decide();
    const event = await this.#audit.latestEvent(request.eventId);
    return event !== undefined && detailsOf(recorded) === detailsOf(request) ? { accepted: true, event } : REUSED;
  }

  async #recorded({ eventId, kind, by, idempotencyKey }: ActionRequest): Promise<Action | undefined> {
    const rows = await this.#audit.rowsOfEvent(eventId, ['action']);
    for (const row of rows) {
      if (row.kind !== 'action' || row.action.idempotencyKey !== idempotencyKey) continue;
      if (row.action.kind === kind && row.action.by.name === by.name) return row.action;
    }
    return undefined;
  }

  /** A refusal is not kept: what is refused now may be possible later. */
  #remember(key: string, answered: Answered): void {
    this.#answered.set(key, answered);
    const forget = (): void => {
      if (this.#answered.get(key) === answered) this.#answered.delete(key);
    };
    answered.outcome.then(({ accepted }) => (accepted ? undefined : forget()), forget);
    if (this.#answered.size <= MOST_REMEMBERED) return;
    const oldest = this.#answered.keys().next();
    if (oldest.done !== true) this.#answered.delete(oldest.value);
  }
}

const REUSED: ActionOutcome = {
  accepted: false,
  refusal: refuse('key-reused', 'This idempotency key was used for something else. Take another.'),
  event: undefined,
};

/** Of the whole wish: one key for two events, or of two people, must not answer one with the outcome of the other. */
function keyOf({ idempotencyKey, eventId, kind, by }: ActionRequest): string | undefined {
  return idempotencyKey === undefined ? undefined : JSON.stringify([idempotencyKey, eventId, kind, by.kind, by.name]);
}

function detailsOf(wish: ActionRequest | Action): string {
  const { disposition, reasonCode, reason, untilMillis, toPerson, intoEventId } = wish;
  return JSON.stringify([disposition, reasonCode, reason, untilMillis, toPerson, intoEventId]);
}
