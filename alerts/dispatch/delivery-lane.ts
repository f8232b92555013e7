import type { Failure } from '../../core/failure.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { Message, Notifier } from '../../core/ports/notifier.ts';
import type { NotifierStatus } from '../../core/ports/status.ts';
import { Guard, toFailure, type GuardOptions } from '../../runtime/guard.ts';
import type { AlertMetrics } from '../metrics.ts';
import type { Outbox } from './outbox.ts';

export interface DeliveryLaneOptions {
  readonly kind: string;
  readonly notifier: Notifier;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: AlertMetrics;
  /** Most messages that may wait. */
  readonly capacity: number;
  readonly guard: Partial<GuardOptions>;
  readonly onUndeliverable: (message: Message, failure: Failure) => void;
  readonly onRecovered: () => void;
}

interface WaitingMessage {
  readonly message: Message;
  /** Resolves when the audit trail has its `queued` row. */
  readonly recorded: Promise<void>;
}

/** The way of messages to one notifier: a bounded queue, sent one after the other, independent of all others. */
export class DeliveryLane {
  readonly kind: string;
  readonly notifier: Notifier;
  readonly #options: DeliveryLaneOptions;
  readonly #guard: Guard;
  readonly #waiting: WaitingMessage[] = [];
  #repeatsWaiting = 0;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #stopped = false;
  #sent = 0;
  #failed = 0;
  #lastFailure: Failure | undefined;

  constructor(options: DeliveryLaneOptions) {
    const { kind, notifier, metrics, guard } = options;
    this.kind = kind;
    this.notifier = notifier;
    this.#options = options;
    this.#guard = new Guard({
      name: kind,
      onBreakerChange: (open) => metrics.breakerChanged(kind, open),
      ...guard,
    });
  }

  get hasRoom(): boolean {
    return this.#waiting.length < this.#options.capacity;
  }

  /** Repeats take at most half of the queue: they must not crowd out what is said once. */
  get hasRoomForRepeat(): boolean {
    return this.#waiting.length < this.#options.capacity / 2;
  }

  /** Whether the last round of repeats is still on its way. */
  get isRepeating(): boolean {
    return this.#repeatsWaiting > 0;
  }

  enqueue(message: Message, recorded: Promise<void>): void {
    if (message.kind === 'still-open') this.#repeatsWaiting += 1;
    this.#waiting.push({ message, recorded });
    if (!this.#isRunning && !this.#stopped) this.#running = this.#run();
  }

  /** Gives up a message without trying: counted, logged, marked and reported like any other failure. */
  async refuse(message: Message, failure: Failure): Promise<void> {
    this.#options.metrics.delivering(this.kind);
    await this.#fail(message, failure);
  }

  /** One attempt at once, past the queue; rejects with a `Failure`. */
  async sendNow(message: Message): Promise<void> {
    const { clock, outbox, metrics } = this.#options;
    metrics.delivering(this.kind);
    await outbox.record([{ message, notifier: this.kind, outcome: 'queued' }]);
    try {
      await this.#guard.runOnce(async (signal) =>
        this.notifier.notify({ ...message, sentAtMillis: clock.nowMillis() }, signal),
      );
    } catch (error) {
      const failure = toFailure(error, this.kind);
      metrics.failedForGood(this.kind, failure.reason);
      await outbox.record([{ message, notifier: this.kind, outcome: 'failed', detail: failure.message }]);
      throw failure;
    }
    await this.#succeed(message);
  }

  status(): NotifierStatus {
    const { kind } = this;
    const counts = { sent: this.#sent, failed: this.#failed };
    if (this.#lastFailure !== undefined) {
      const { message, remedy } = this.#lastFailure;
      return { kind, state: 'down', detail: `${message} (${remedy})`, ...counts };
    }
    if (this.#guard.breakerOpen) return { kind, state: 'down', detail: 'does not answer; tried again soon', ...counts };
    return { kind, state: 'up', detail: this.#sent === 0 ? 'nothing sent yet' : 'delivering', ...counts };
  }

  /** Lets a running attempt end. What waits stays `queued` in the audit trail for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#guard.stop();
    await this.#running;
    await this.notifier.stop();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#waiting.shift(); next !== undefined && !this.#stopped; next = this.#waiting.shift()) {
      if (next.message.kind === 'still-open') this.#repeatsWaiting -= 1;
      await next.recorded;
      await this.#deliver(next.message);
    }
    this.#isRunning = false;
  }

  async #deliver(message: Message): Promise<void> {
    const { clock, metrics } = this.#options;
    metrics.delivering(this.kind);
    try {
      await this.#guard.run(async (signal) =>
        this.notifier.notify({ ...message, sentAtMillis: clock.nowMillis() }, signal),
      );
    } catch (error) {
      const failure = toFailure(error, this.kind);
      if (failure.reason !== 'cancelled') await this.#fail(message, failure);
      return;
    }
    await this.#succeed(message);
  }

  async #succeed(message: Message): Promise<void> {
    const { outbox, onRecovered, logger } = this.#options;
    this.#sent += 1;
    const fields = this.#fieldsOf(message);
    if (message.kind === 'still-open') logger.debug(fields, 'message sent');
    else logger.info(fields, 'message sent');
    if (this.#lastFailure !== undefined) {
      this.#lastFailure = undefined;
      logger.info({}, 'notifier delivers again');
      onRecovered();
    }
    await outbox.record([{ message, notifier: this.kind, outcome: 'sent' }]);
  }

  async #fail(message: Message, failure: Failure): Promise<void> {
    const { outbox, metrics, logger, onUndeliverable } = this.#options;
    this.#failed += 1;
    this.#lastFailure = failure;
    metrics.failedForGood(this.kind, failure.reason);
    logger.error(
      { ...this.#fieldsOf(message), reason: failure.reason, remedy: failure.remedy },
      `message not delivered: ${failure.message}`,
    );
    await outbox.record([{ message, notifier: this.kind, outcome: 'failed', detail: failure.message }]);
    onUndeliverable(message, failure);
  }

  #fieldsOf({ id: messageId, kind, event }: Message): object {
    return { eventId: event.id, messageId, kind };
  }
}
