import { TELLTALE } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Desk, DeskChange } from '../../core/ports/desk.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { AlertMetrics } from '../metrics.ts';
import { startSystemTimer, type StartTimer } from '../../runtime/timer.ts';
import { DeadlineHeap } from './deadline-heap.ts';
import { restOfLimitMillis, takeLimitMillisOf, type TakeLimits } from './take-limit.ts';

export interface EscalationOptions {
  readonly desk: Pick<Desk, 'act' | 'onChange' | 'openEvents'>;
  readonly limits: TakeLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Pick<AlertMetrics, 'escalated'>;
  readonly startTimer?: StartTimer;
}

/** Requests to the desk that run at the same time. */
const MAX_CONCURRENT = 100;
const RETRY_MILLIS = 1000;
/** Timers hold no longer than about 24 days; a longer wait is taken in parts. */
const MAX_TIMER_MILLIS = 24 * 3600 * 1000;

/**
 * Escalates every event that nobody takes within its limit, once. An event that is released gets its limit
 * anew; one that turns graver while it waits gets the shorter of both. Deadlines are monotonic; one timer
 * waits for the earliest of them.
 */
export class Escalation {
  readonly #options: EscalationOptions;
  readonly #deadlines = new DeadlineHeap();
  #unsubscribe: () => void = () => undefined;
  #cancelTimer: () => void = () => undefined;
  #escalating: Promise<void> | undefined;
  #stopped = false;

  constructor(options: EscalationOptions) {
    this.#options = options;
  }

  start(): void {
    const { desk, clock, limits } = this.#options;
    this.#unsubscribe = desk.onChange((changes) => this.#follow(changes));
    const nowMillis = clock.nowMillis();
    for (const event of desk.openEvents()) {
      if (!isWaiting(event)) continue;
      const limitMillis = takeLimitMillisOf(event.class, limits);
      this.#watch(event.id, restOfLimitMillis(event.openedAtMillis, limitMillis, nowMillis));
    }
    this.#arm();
  }

  /** Events that wait to be taken. */
  get waiting(): number {
    return this.#deadlines.size;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    this.#cancelTimer();
    await this.#escalating;
  }

  #follow(changes: readonly DeskChange[]): void {
    for (const { event, previous } of changes) {
      const isFollowed = previous !== undefined && isWaiting(previous) && previous.class === event.class;
      if (!isWaiting(event)) this.#deadlines.delete(event.id);
      else if (!isFollowed) this.#watch(event.id, takeLimitMillisOf(event.class, this.#options.limits));
    }
    this.#arm();
  }

  #watch(eventId: string, waitMillis: number): void {
    this.#deadlines.setEarlier(eventId, this.#options.clock.monotonicMillis() + waitMillis);
  }

  #arm(): void {
    this.#cancelTimer();
    const { earliestMillis } = this.#deadlines;
    if (earliestMillis === undefined || this.#escalating !== undefined || this.#stopped) return;
    const waitMillis = Math.max(0, earliestMillis - this.#options.clock.monotonicMillis());
    const startTimer = this.#options.startTimer ?? startSystemTimer;
    this.#cancelTimer = startTimer(
      () => {
        this.#escalating = this.#escalateDue();
      },
      Math.min(waitMillis, MAX_TIMER_MILLIS),
    );
  }

  async #escalateDue(): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      const due = this.#deadlines.takeDue(clock.monotonicMillis(), MAX_CONCURRENT);
      if (due.length === 0 || this.#stopped) break;
      await Promise.all(due.map(async (eventId) => this.#escalate(eventId)));
    }
    this.#escalating = undefined;
    this.#arm();
  }

  /** A refusal is an answer: somebody was faster. A desk that cannot decide is asked again. */
  async #escalate(eventId: string): Promise<void> {
    const { desk, logger, metrics } = this.#options;
    try {
      const outcome = await desk.act({
        eventId,
        kind: 'escalate',
        by: TELLTALE,
        reason: 'not taken in time',
        idempotencyKey: `escalate:${eventId}`,
      });
      if (outcome.accepted) metrics.escalated();
    } catch (error) {
      logger.error({ err: error, eventId }, 'event could not be escalated; tried again');
      this.#watch(eventId, RETRY_MILLIS);
    }
  }
}

function isWaiting(event: Event): boolean {
  return event.state === 'new' && event.escalatedAtMillis === undefined;
}
