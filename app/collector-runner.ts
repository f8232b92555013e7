import { Failure } from '../core/failure.ts';
import type { Collector, CollectorHealth, ListeningCollector, PollingCollector } from '../core/ports/collector.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Logger } from '../core/ports/logger.ts';
import { toFailure } from '../runtime/guard.ts';
import { startSystemTimer, wait, type StartTimer } from '../runtime/timer.ts';
import type { CollectorTally } from './collector-tally.ts';
import type { HouseFaults } from './house-faults.ts';

export interface RunnerDependencies {
  readonly tally: CollectorTally;
  readonly clock: Clock;
  /** Names the collector in every line. */
  readonly logger: Logger;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
  readonly startTimer?: StartTimer;
}

interface Attempt {
  readonly failure: Failure | undefined;
  /** Resolves when the collector has let go of it, which may be long after its timeout. */
  readonly ended: Promise<void>;
}

const FIRST_RETRY_MILLIS = 1000;
const LONGEST_RETRY_MILLIS = 60_000;
const START_TIMEOUT_SECONDS = 30;
/** How long a collector that does not heed its signal may hold up the end of the process. */
const STOP_PATIENCE_MILLIS = 5000;

/**
 * Keeps one collector going: starts and restarts it, polls it, times it out, counts its failures, and
 * turns "down" and "up again" into the beginning and the end of one fault.
 */
export class CollectorRunner {
  readonly #dependencies: RunnerDependencies;
  readonly #startTimer: StartTimer;
  readonly #stopping = new AbortController();
  #collector: Collector | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: RunnerDependencies) {
    this.#dependencies = dependencies;
    this.#startTimer = dependencies.startTimer ?? startSystemTimer;
  }

  /** Returns at once; the collector comes up in its own time. */
  start(collector: Collector): void {
    this.#collector = collector;
    this.#running = collector.mode === 'listening' ? this.#listen(collector) : this.#poll(collector);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#collector?.stop();
    const patience = new AbortController();
    await Promise.race([this.#running, wait(STOP_PATIENCE_MILLIS, patience.signal, this.#startTimer)]);
    patience.abort();
  }

  /** What the collector says of itself. A fault logs its own beginning and end. */
  health(health: CollectorHealth): void {
    if (this.#stopping.signal.aborted) return;
    const { tally, logger, faults } = this.#dependencies;
    const { state: previous, kind } = tally;
    tally.state = health.state;
    tally.detail = health.detail;
    tally.remedy = health.state === 'down' ? health.remedy : undefined;
    if (previous === health.state) return;
    if (health.state === 'down') faults.begin(kind, 'collector-down', `${health.detail} Remedy: ${health.remedy}`);
    else if (previous === 'down') faults.end(kind, 'collector-down');
    else logger.info({ detail: health.detail }, 'collector up');
  }

  async #listen(collector: ListeningCollector): Promise<void> {
    const stopping = this.#stopping.signal;
    let retryMillis = FIRST_RETRY_MILLIS;
    while (!stopping.aborted) {
      const { failure, ended } = await this.#attempt(async (signal) => collector.start(signal), START_TIMEOUT_SECONDS);
      if (failure === undefined || stopping.aborted) return;
      this.#count(failure);
      if (!failure.retryable) return;
      await ended;
      await wait(retryMillis, stopping, this.#startTimer);
      retryMillis = Math.min(retryMillis * 2, LONGEST_RETRY_MILLIS);
    }
  }

  async #poll(collector: PollingCollector): Promise<void> {
    const stopping = this.#stopping.signal;
    const { clock, tally } = this.#dependencies;
    const { intervalSeconds, timeoutSeconds } = collector;
    let nextMillis = clock.monotonicMillis();
    while (!stopping.aborted) {
      const { failure, ended } = await this.#attempt(async (signal) => collector.poll(signal), timeoutSeconds);
      if (stopping.aborted) return;
      if (failure !== undefined) this.#count(failure);
      else if (tally.state !== 'up') this.health({ state: 'up', detail: `polled every ${intervalSeconds} s` });
      await ended;
      nextMillis = Math.max(nextMillis + intervalSeconds * 1000, clock.monotonicMillis());
      await wait(nextMillis - clock.monotonicMillis(), stopping, this.#startTimer);
    }
  }

  /** One start or round. Ends at its timeout even when the collector does not heed the signal. */
  async #attempt(work: (signal: AbortSignal) => Promise<void>, timeoutSeconds: number): Promise<Attempt> {
    const stopping = this.#stopping.signal;
    const attempt = new AbortController();
    const giveUp = (): void => attempt.abort(stopping.reason);
    stopping.addEventListener('abort', giveUp);
    const running = work(attempt.signal);
    const ended = running.then(nothing, nothing);
    let cancelTimer = nothing;
    const timedOut = new Promise<never>((_resolve, reject) => {
      cancelTimer = this.#startTimer(() => {
        const failure = noAnswer(this.#dependencies.tally.kind, timeoutSeconds);
        attempt.abort(failure);
        reject(failure);
      }, timeoutSeconds * 1000);
    });
    try {
      await Promise.race([running, timedOut]);
      return { failure: undefined, ended };
    } catch (cause) {
      return { failure: toFailure(cause, this.#dependencies.tally.kind), ended };
    } finally {
      cancelTimer();
      stopping.removeEventListener('abort', giveUp);
    }
  }

  #count(failure: Failure): void {
    this.#dependencies.tally.countFailure(failure.reason);
    this.health({ state: 'down', detail: failure.message, remedy: failure.remedy });
  }
}

function nothing(): void {}

function noAnswer(kind: string, timeoutSeconds: number): Failure {
  return new Failure(`${kind}: no answer within ${timeoutSeconds} s`, {
    reason: 'timeout',
    retryable: true,
    remedy: 'check that the source is up and reachable, or give it more time',
  });
}
