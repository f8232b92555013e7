import type { Logger } from '../core/ports/logger.ts';

/** Runs something every so often, never twice at a time; a failure is logged when it begins and when it ends. */
export class Periodic {
  readonly #everyMillis: number;
  readonly #logger: Logger;
  readonly #work: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isFailing = false;

  constructor(everyMillis: number, logger: Logger, work: () => Promise<void>) {
    this.#everyMillis = everyMillis;
    this.#logger = logger;
    this.#work = work;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#run(), this.#everyMillis);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      await this.#work();
      if (this.#isFailing) this.#logger.info({}, 'periodic work succeeds again');
      this.#isFailing = false;
    } catch (cause) {
      if (!this.#isFailing) this.#logger.error({ err: cause }, 'periodic work fails');
      this.#isFailing = true;
    } finally {
      this.#isRunning = false;
    }
  }
}
