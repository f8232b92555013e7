import type { Event } from '../../core/event.ts';
import { Failure } from '../../core/failure.ts';
import type { AuditTrail, MessageOutcome } from '../../core/ports/audit-trail.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Desk, DeskChange } from '../../core/ports/desk.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { Message, MessageKind, NotifierPlugin } from '../../core/ports/notifier.ts';
import type { NotifierStatus } from '../../core/ports/status.ts';
import type { Priority } from '../../core/priority.ts';
import type { GuardOptions } from '../../runtime/guard.ts';
import { composeMessage } from '../compose-message.ts';
import type { AlertMetrics } from '../metrics.ts';
import { startSystemTimer, type StartTimer } from '../../runtime/timer.ts';
import { DeliveryLane } from './delivery-lane.ts';
import { isEscalated, messageKindOf } from './message-kind.ts';
import { Outbox, type OutboxEntry } from './outbox.ts';
import { testEvent } from './test-event.ts';

export interface ConfiguredNotifier {
  readonly plugin: NotifierPlugin;
  /** As parsed by the plug-in's schema. */
  readonly config: unknown;
}

export interface DispatcherOptions {
  readonly desk: Pick<Desk, 'onChange' | 'openEvents' | 'event'>;
  readonly auditTrail: Pick<AuditTrail, 'append' | 'undeliveredMessages' | 'rowsOfEvent'>;
  readonly notifiers: readonly ConfiguredNotifier[];
  readonly prioritise: (event: Event, nowMillis: number) => Priority;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: AlertMetrics;
  /** The event's page, where a base address is configured. */
  readonly urlOf?: (eventId: string) => string;
  /** A message that failed for good; the wiring makes a signal of it. */
  readonly onUndeliverable: (message: Message, failure: Failure, notifier: string) => void;
  /** The first success of a notifier after that. */
  readonly onRecovered?: (notifier: string) => void;
  readonly guard?: Partial<GuardOptions>;
  readonly queueCapacity?: number;
  readonly startTimer?: StartTimer;
}

const DEFAULT_QUEUE_CAPACITY = 10_000;
const ALREADY_RECORDED = Promise.resolve();

/** Turns what the desk commits into messages and hands them to the notifiers that want them. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #outbox: Outbox;
  readonly #lanes: readonly DeliveryLane[];
  readonly #off: readonly NotifierStatus[];
  readonly #stopTimers = new Map<DeliveryLane, () => void>();
  #unsubscribe: () => void = () => undefined;
  /** Changes that came while the last run's messages were looked up. */
  #early: DeskChange[] | undefined = [];

  constructor(options: DispatcherOptions) {
    this.#options = options;
    const { auditTrail, clock, logger, notifiers } = options;
    this.#outbox = new Outbox(auditTrail, clock, logger);
    this.#lanes = notifiers.filter(isOn).map((notifier) => this.#createLane(notifier));
    this.#off = notifiers.filter((notifier) => !isOn(notifier)).map(statusWhenOff);
  }

  /** Sends what the last run left undelivered, then whatever the desk changes. */
  async start(): Promise<void> {
    this.#unsubscribe = this.#options.desk.onChange((changes) => {
      if (this.#early === undefined) this.#dispatch(changes);
      else this.#early.push(...changes);
    });
    const escalatedBefore = this.#openEscalated();
    for (const outcome of await this.#options.auditTrail.undeliveredMessages()) await this.#sendAgain(outcome);
    for (const event of escalatedBefore) await this.#sendIfForgotten(event);
    const early = this.#early ?? [];
    this.#early = undefined;
    this.#dispatch(early);
    for (const lane of this.#lanes) this.#repeat(lane);
  }

  /** Sends a test message at once. Rejects with a `Failure` that says what is wrong. */
  async sendTest(kind: string): Promise<void> {
    const lane = this.#lanes.find((candidate) => candidate.kind === kind);
    if (lane === undefined) throw notConfigured(kind);
    const nowMillis = this.#options.clock.nowMillis();
    await lane.sendNow(this.#compose(testEvent(nowMillis), 'test', `test:test:${nowMillis}:${kind}`));
  }

  status(): readonly NotifierStatus[] {
    return [...this.#lanes.map((lane) => lane.status()), ...this.#off];
  }

  /** What is not sent yet stays `queued` in the audit trail. */
  async stop(): Promise<void> {
    this.#unsubscribe();
    for (const stopTimer of this.#stopTimers.values()) stopTimer();
    await Promise.all(this.#lanes.map(async (lane) => lane.stop()));
  }

  #createLane({ plugin, config }: ConfiguredNotifier): DeliveryLane {
    const { clock, metrics, guard, queueCapacity, onUndeliverable, onRecovered } = this.#options;
    const { kind } = plugin;
    const logger = this.#options.logger.child({ notifier: kind });
    return new DeliveryLane({
      kind,
      notifier: plugin.create(config, { logger }),
      outbox: this.#outbox,
      clock,
      logger,
      metrics,
      capacity: queueCapacity ?? DEFAULT_QUEUE_CAPACITY,
      guard: guard ?? {},
      onUndeliverable: (message, failure) => onUndeliverable(message, failure, kind),
      onRecovered: () => onRecovered?.(kind),
    });
  }

  /** One append for all that the desk committed together; each message waits for it in its own lane. */
  #dispatch(changes: readonly DeskChange[]): void {
    const deliveries = changes.flatMap((change) => {
      const kind = messageKindOf(change);
      return kind === undefined ? [] : this.#deliveriesOf(change.event, kind);
    });
    this.#send(deliveries);
  }

  #deliveriesOf(event: Event, kind: MessageKind): Delivery[] {
    const lanes = this.#lanes.filter(({ notifier }) => notifier.wants.has(kind));
    return lanes.map((lane) => ({
      lane,
      message: this.#compose(event, kind, `${event.id}:${kind}:${event.version}:${lane.kind}`),
    }));
  }

  #send(deliveries: readonly Delivery[]): void {
    const entries = deliveries.map(({ lane, message }): OutboxEntry => ({
      message,
      notifier: lane.kind,
      outcome: 'queued',
    }));
    const recorded = this.#outbox.record(entries);
    for (const { lane, message } of deliveries) {
      if (lane.hasRoom) lane.enqueue(message, recorded);
      else void recorded.then(async () => lane.refuse(message, queueFull(lane.kind)));
    }
  }

  #compose(event: Event, kind: MessageKind, id: string): Message {
    const { clock, prioritise, urlOf } = this.#options;
    const nowMillis = clock.nowMillis();
    const url = kind === 'test' ? undefined : urlOf?.(event.id);
    return composeMessage({ id, kind, event, priority: prioritise(event, nowMillis), nowMillis, url });
  }

  /** A message of the last run, said about the event as it is now, under its old id. */
  async #sendAgain({ messageId, eventId, notifier, kind }: MessageOutcome): Promise<void> {
    const lane = this.#lanes.find((candidate) => candidate.kind === notifier);
    const event = await this.#options.desk.event(eventId);
    if (lane !== undefined && event !== undefined && kind !== 'test') {
      lane.enqueue(this.#compose(event, kind, messageId), ALREADY_RECORDED);
      return;
    }
    const message = this.#compose(event ?? testEvent(this.#options.clock.nowMillis()), kind, messageId);
    const detail = lane === undefined ? 'notifier is no longer configured' : 'interrupted';
    await this.#outbox.record([{ message, notifier, outcome: 'failed', detail }]);
  }

  /** A crash between the escalation and its `queued` rows leaves an escalated event that nobody was told of. */
  async #sendIfForgotten(event: Event): Promise<void> {
    const rows = await this.#options.auditTrail.rowsOfEvent(event.id, ['message']);
    const isTold = rows.some((row) => row.kind === 'message' && row.message.kind === 'escalated');
    if (!isTold) this.#send(this.#deliveriesOf(event, 'escalated'));
  }

  /** Says of every escalated event that it is still open, now and every `repeatSeconds`. */
  #repeat(lane: DeliveryLane): void {
    const { repeatSeconds } = lane.notifier;
    if (repeatSeconds === undefined) return;
    for (const event of lane.isRepeating ? [] : this.#openEscalated()) {
      if (!lane.hasRoomForRepeat) break;
      const id = `${event.id}:still-open:${event.version}:${lane.kind}`;
      lane.enqueue(this.#compose(event, 'still-open', id), ALREADY_RECORDED);
    }
    const startTimer = this.#options.startTimer ?? startSystemTimer;
    this.#stopTimers.set(
      lane,
      startTimer(() => this.#repeat(lane), repeatSeconds * 1000),
    );
  }

  #openEscalated(): readonly Event[] {
    return this.#options.desk.openEvents().filter(isEscalated);
  }
}

interface Delivery {
  readonly lane: DeliveryLane;
  readonly message: Message;
}

function isOn({ plugin, config }: ConfiguredNotifier): boolean {
  return plugin.isEnabled(config);
}

function statusWhenOff({ plugin }: ConfiguredNotifier): NotifierStatus {
  const [variable] = Object.keys(plugin.environment);
  const detail = variable === undefined ? 'switched off' : `not configured: set ${variable}`;
  return { kind: plugin.kind, state: 'off', detail, sent: 0, failed: 0 };
}

function notConfigured(kind: string): Failure {
  return new Failure(`notifier ${kind} is not configured`, {
    reason: 'configuration',
    retryable: false,
    remedy: `configure notifiers.${kind}`,
  });
}

function queueFull(kind: string): Failure {
  return new Failure(`too many messages wait for ${kind}`, {
    reason: 'other',
    retryable: false,
    remedy: `see why ${kind} is slow; the events are in the queue on the console`,
  });
}
