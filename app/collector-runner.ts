import { setTimeout as delay } from 'node:timers/promises';
import { Failure, type FailureReason } from '../core/failure.ts';
import type { Collector, CollectorHealth, ListeningCollector, PollingCollector } from '../core/ports/collector.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Logger } from '../core/ports/logger.ts';
import type { CollectorTally } from './collector-tally.ts';
import type { HouseFaults } from './house-faults.ts';

export interface RunnerDependencies {
  readonly tally: CollectorTally;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
}

const FIRST_RETRY_MILLIS = 1000;
const LONGEST_RETRY_MILLIS = 60_000;
const START_TIMEOUT_MILLIS = 30_000;

/**
 * Keeps one collector going: starts and restarts it, polls it, times it out, counts its failures, and
 * turns "up" and "down" into one log line and one fault a change.
 */
export class CollectorRunner {
  readonly #dependencies: RunnerDependencies;
  readonly #stopping = new AbortController();
  #collector: Collector | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: RunnerDependencies) {
    this.#dependencies = dependencies;
  }

  /** Returns at once; the collector comes up in its own time. */
  start(collector: Collector): void {
    this.#collector = collector;
    this.#running = collector.mode === 'listening' ? this.#listen(collector) : this.#poll(collector);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#collector?.stop();
    await this.#running;
  }

  /** What the collector says of itself. */
  health(health: CollectorHealth): void {
    if (this.#stopping.signal.aborted) return;
    const { tally } = this.#dependencies;
    tally.detail = health.detail;
    tally.remedy = health.state === 'down' ? health.remedy : undefined;
    if (tally.state === health.state) return;
    tally.state = health.state;
    if (health.state === 'up') this.#recovered(health.detail);
    else this.#failed(health.detail, health.remedy);
  }

  async #listen(collector: ListeningCollector): Promise<void> {
    const stopping = this.#stopping.signal;
    let retryMillis = FIRST_RETRY_MILLIS;
    while (!stopping.aborted) {
      try {
        await collector.start(AbortSignal.any([stopping, AbortSignal.timeout(START_TIMEOUT_MILLIS)]));
        return;
      } catch (cause) {
        const failure = this.#count(cause);
        if (!failure.retryable) return;
      }
      await delay(retryMillis, undefined, { signal: stopping }).catch(() => undefined);
      retryMillis = Math.min(retryMillis * 2, LONGEST_RETRY_MILLIS);
    }
  }

  async #poll(collector: PollingCollector): Promise<void> {
    const stopping = this.#stopping.signal;
    const { clock } = this.#dependencies;
    let nextMillis = clock.monotonicMillis();
    while (!stopping.aborted) {
      const timeout = AbortSignal.timeout(collector.timeoutSeconds * 1000);
      try {
        await collector.poll(AbortSignal.any([stopping, timeout]));
        if (this.#dependencies.tally.state !== 'up') {
          this.health({ state: 'up', detail: `polled every ${collector.intervalSeconds} s` });
        }
      } catch (cause) {
        if (!stopping.aborted) this.#count(cause);
      }
      nextMillis = Math.max(nextMillis + collector.intervalSeconds * 1000, clock.monotonicMillis());
      const waitMillis = nextMillis - clock.monotonicMillis();
      await delay(waitMillis, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  #count(cause: unknown): Failure {
    const failure = asFailure(cause);
    this.#dependencies.tally.countFailure(failure.reason);
    this.health({ state: 'down', detail: failure.message, remedy: failure.remedy });
    return failure;
  }

  #failed(detail: string, remedy: string): void {
    const { tally, logger, faults } = this.#dependencies;
    logger.error({ collector: tally.kind, detail, remedy }, 'collector down');
    faults.begin(tally.kind, 'collector-down', `${detail} Remedy: ${remedy}`);
  }

  #recovered(detail: string): void {
    const { tally, logger, faults } = this.#dependencies;
    logger.info({ collector: tally.kind, detail }, 'collector up');
    faults.end(tally.kind, 'collector-down');
  }
}

function asFailure(cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const reason: FailureReason = cause instanceof Error && cause.name === 'TimeoutError' ? 'timeout' : 'other';
  const message = cause instanceof Error ? cause.message : String(cause);
  return new Failure(message, { reason, retryable: true, remedy: 'see the log of Telltale for the cause', cause });
}
