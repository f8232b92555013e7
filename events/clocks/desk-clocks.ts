import { TELLTALE } from '../../core/action.ts';
import type { Event } from '../../core/event.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Desk, DeskChange } from '../../core/ports/desk.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { startSystemTimer, type StartTimer } from '../../runtime/timer.ts';
import { DeadlineHeap } from './deadline-heap.ts';
import { duesOf, phaseOf, phaseSinceMillis, type Due, type DueTime } from './due.ts';
import type { ServiceLimits } from './service-limits.ts';

export interface DeskClocksOptions {
  readonly desk: Pick<Desk, 'act' | 'onChange' | 'openEvents'>;
  readonly limits: ServiceLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly startTimer?: StartTimer;
}

/** Requests to the desk that run at the same time. */
const MAX_CONCURRENT = 100;
const RETRY_MILLIS = 1000;
/** A time of day is looked at again so often: the wall clock may be set while a timer runs. */
const WALL_CHECK_MILLIS = 30_000;
/** Timers hold no longer than about 24 days; a longer wait is taken in parts. */
const MAX_TIMER_MILLIS = 24 * 3600 * 1000;

/** An event with the moments its limits count from, on the monotonic clock. */
interface Watched {
  readonly event: Event;
  readonly openedMillis: number;
  readonly phaseMillis: number;
}

/**
 * Keeps the agreed times of every open event: escalates what nobody takes, reminds of what is not worked on or closed,
 * brings back what was put aside. Limits count on the monotonic clock and go on after a restart; a time of day that
 * somebody named follows the wall clock. One timer waits for the earliest deadline.
 */
export class DeskClocks {
  readonly #options: DeskClocksOptions;
  readonly #deadlines = new DeadlineHeap();
  readonly #watched = new Map<string, Watched>();
  #unsubscribe: () => void = () => undefined;
  #cancelTimer: () => void = () => undefined;
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(options: DeskClocksOptions) {
    this.#options = options;
  }

  start(): void {
    const { desk, clock } = this.#options;
    this.#unsubscribe = desk.onChange((changes) => this.#follow(changes));
    const [nowMillis, monotonicMillis] = [clock.nowMillis(), clock.monotonicMillis()];
    for (const event of desk.openEvents()) {
      const agoMillis = (sinceMillis: number) => monotonicMillis - Math.max(0, nowMillis - sinceMillis);
      const phaseMillis = agoMillis(phaseSinceMillis(event));
      this.#watch({ event, openedMillis: agoMillis(event.openedAtMillis), phaseMillis });
    }
    this.#arm();
  }

  /** Events with something to wait for. */
  get waiting(): number {
    return this.#deadlines.size;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    this.#cancelTimer();
    await this.#working;
  }

  #follow(changes: readonly DeskChange[]): void {
    const monotonicMillis = this.#options.clock.monotonicMillis();
    for (const { event } of changes) {
      const before = this.#watched.get(event.id);
      const isSamePhase = before !== undefined && phaseOf(before.event) === phaseOf(event);
      const phaseMillis = isSamePhase ? before.phaseMillis : monotonicMillis;
      this.#watch({ event, openedMillis: before?.openedMillis ?? monotonicMillis, phaseMillis });
    }
    this.#arm();
  }

  #watch(watched: Watched): void {
    const { event } = watched;
    this.#deadlines.delete(event.id);
    if (event.state === 'closed') {
      this.#watched.delete(event.id);
      return;
    }
    this.#watched.set(event.id, watched);
    const deadlines = duesOf(event, this.#options.limits).map(({ when }) => this.#deadlineMillis(when, watched));
    if (deadlines.length > 0) this.#deadlines.setEarlier(event.id, Math.min(...deadlines));
  }

  #deadlineMillis(when: DueTime, watched: Watched): number {
    if ('since' in when) {
      return (when.since === 'opening' ? watched.openedMillis : watched.phaseMillis) + when.limitMillis;
    }
    const { clock } = this.#options;
    const restMillis = Math.max(0, when.untilMillis - clock.nowMillis());
    return clock.monotonicMillis() + Math.min(restMillis, WALL_CHECK_MILLIS);
  }

  #arm(): void {
    this.#cancelTimer();
    const { earliestMillis } = this.#deadlines;
    if (earliestMillis === undefined || this.#working !== undefined || this.#stopped) return;
    const waitMillis = Math.max(0, earliestMillis - this.#options.clock.monotonicMillis());
    const startTimer = this.#options.startTimer ?? startSystemTimer;
    this.#cancelTimer = startTimer(
      () => {
        this.#working = this.#workOffDue();
      },
      Math.min(waitMillis, MAX_TIMER_MILLIS),
    );
  }

  async #workOffDue(): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      const due = this.#deadlines.takeDue(clock.monotonicMillis(), MAX_CONCURRENT);
      if (due.length === 0 || this.#stopped) break;
      await Promise.all(due.map(async (eventId) => this.#workOff(eventId)));
    }
    this.#working = undefined;
    this.#arm();
  }

  async #workOff(eventId: string): Promise<void> {
    const watched = this.#watched.get(eventId);
    if (watched === undefined) return;
    const due = duesOf(watched.event, this.#options.limits).find(({ when }) => this.#isOver(when, watched));
    if (due === undefined) this.#watch(watched);
    else await this.#act(watched.event, due);
  }

  #isOver(when: DueTime, watched: Watched): boolean {
    const { clock } = this.#options;
    if ('untilMillis' in when) return clock.nowMillis() >= when.untilMillis;
    return clock.monotonicMillis() >= this.#deadlineMillis(when, watched);
  }

  /** A refusal is an answer: somebody was faster. A desk that cannot decide is asked again. */
  async #act({ id: eventId, version }: Event, { kind, reason }: Due): Promise<void> {
    const { desk, logger, clock } = this.#options;
    try {
      const disposition = kind === 'close' ? ({ disposition: 'other' } as const) : {};
      const idempotencyKey = `${kind}:${eventId}:${version}`;
      await desk.act({ eventId, kind, by: TELLTALE, reason, ...disposition, idempotencyKey });
    } catch (error) {
      logger.error({ err: error, eventId, kind }, 'a deadline could not be acted on; tried again');
      this.#deadlines.setEarlier(eventId, clock.monotonicMillis() + RETRY_MILLIS);
    }
  }
}
