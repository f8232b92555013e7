import type { Logger } from '../core/ports/logger.ts';
import { startSystemTimer, type StartTimer } from '../runtime/timer.ts';

/** Runs something every so often, never twice at a time; a failure is logged when it begins and when it ends. */
export class Periodic {
  readonly #everyMillis: number;
  readonly #logger: Logger;
  readonly #work: () => Promise<void>;
  readonly #startTimer: StartTimer;
  #cancelTimer: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;
  #isFailing = false;

  constructor(everyMillis: number, logger: Logger, work: () => Promise<void>, startTimer = startSystemTimer) {
    this.#everyMillis = everyMillis;
    this.#logger = logger;
    this.#work = work;
    this.#startTimer = startTimer;
  }

  start(): void {
    this.#cancelTimer = this.#startTimer(() => {
      this.#running = this.#run();
    }, this.#everyMillis);
  }

  /** Resolves when no work runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      await this.#work();
      if (this.#isFailing) this.#logger.info({}, 'periodic work succeeds again');
      this.#isFailing = false;
    } catch (cause) {
      if (!this.#isFailing) this.#logger.error({ err: cause }, 'periodic work fails');
      this.#isFailing = true;
    }
    if (!this.#isStopped) this.start();
  }
}
