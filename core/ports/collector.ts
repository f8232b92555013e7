import type { ReadingBatch } from '../reading-batch.ts';
import type { RejectReason } from '../reject-reason.ts';
import type { Series, SeriesId } from '../series.ts';
import type { Signal } from '../signal.ts';
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';
import type { PluginDescription } from './plugin.ts';

/** Where a collector puts what it brings in. */
export interface CollectorSink {
  /** The dense integer of a series; `undefined` when a limit refuses it (already counted). */
  register(series: Series): SeriesId | undefined;
  /** Resolves when the rows are committed to the history; a QoS 1 message may be acknowledged then. */
  readings(batch: ReadingBatch): Promise<void>;
  /** Resolves when the signals are committed to the audit trail. Repeats (same id) are harmless. */
  signals(signals: readonly Signal[]): Promise<void>;
  /** Counts one refused input. `detail` is for the log, bounded and escaped by the receiver. */
  reject(reason: RejectReason, detail: string): void;
}

/** What a collector says about its connection; the runner turns changes into log lines and signals. */
export type CollectorHealth =
  | { readonly state: 'up'; readonly detail: string }
  | { readonly state: 'down'; readonly detail: string; readonly remedy: string };

/** Messages that another collector receives and does not itself decode, by MQTT topic filter. */
export interface MessageTap {
  /** `handler` gets each message on `topicFilter` until the returned function is called. */
  tap(topicFilter: string, handler: (topic: string, payload: Buffer) => void): () => void;
}

/** The other side of the tap: for the collector that receives the messages. */
export interface TappedMessages {
  /** Topic filters that somebody taps now. */
  filters(): readonly string[];
  isTapped(topic: string): boolean;
  deliver(topic: string, payload: Buffer): void;
  /** Called after `filters()` has changed; the returned function unsubscribes. */
  onChange(listener: () => void): () => void;
}

export interface CollectorContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sink: CollectorSink;
  readonly messageTap: MessageTap;
  readonly tappedMessages: TappedMessages;
  readonly dataFolder: string;
  health(health: CollectorHealth): void;
}

/**
 * Devices that speak when they like. The runner calls `start` once and again after a retryable failure;
 * `start` resolves when the source is being listened to and rejects with a `Failure`.
 * `stop` is idempotent and nothing is emitted after it resolves.
 */
export interface ListeningCollector {
  readonly mode: 'listening';
  start(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Devices that are asked. The runner calls `poll` every `intervalSeconds`, never two at a time, with a
 * signal that aborts at the timeout. A rejection (a `Failure`) is counted and the next round comes anyway.
 */
export interface PollingCollector {
  readonly mode: 'polling';
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  poll(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

export type Collector = ListeningCollector | PollingCollector;

export interface CollectorPlugin<Config = unknown> extends PluginDescription<Config> {
  /** No I/O: only assigns. */
  create(config: Config, context: CollectorContext): Collector;
}
