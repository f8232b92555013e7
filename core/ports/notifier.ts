import type { Event } from '../event.ts';
import type { Priority } from '../priority.ts';
import type { Logger } from './logger.ts';
import type { PluginDescription } from './plugin.ts';

/** Why a message goes out. `still-open` repeats for services that forget (see `repeatSeconds`). */
export type MessageKind = 'reminder' | 'escalated' | 'still-open' | 'taken' | 'closed' | 'test';

/** What a notifier delivers. Every string in it came from outside: escape it for the service. */
export interface Message {
  /** Unique and stable across retries: services that can, deduplicate by it. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly event: Event;
  /** Of the event, when the message was composed. */
  readonly priority: Priority;
  /** `[P1] Door 4 intrusion, 45 s unhandled, north gate`: what a phone's lock screen shows. */
  readonly subject: string;
  /** Plain text, a few lines. */
  readonly text: string;
  /** The event's page, where a base address is configured. */
  readonly url?: string;
  readonly sentAtMillis: number;
}

export interface NotifierContext {
  readonly logger: Logger;
}

/**
 * Delivers a message to one service, once: no retry, no waiting, no logging of success. Rejects with a
 * `Failure`; the runner retries, times out, breaks the circuit and counts.
 */
export interface Notifier {
  /** Which messages this service wants. */
  readonly wants: ReadonlySet<MessageKind>;
  /** Set where the service forgets what is not repeated. */
  readonly repeatSeconds?: number;
  notify(message: Message, signal: AbortSignal): Promise<void>;
  /** Whether the service would take a message, without sending one; absent where only a message can tell. Rejects with a `Failure`. */
  verify?(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export interface NotifierPlugin<Config = unknown> extends PluginDescription<Config> {
  /** No I/O: only assigns. */
  create(config: Config, context: NotifierContext): Notifier;
}
