import type { Clock } from '../core/ports/clock.ts';
import type { LateStage } from '../core/ports/status.ts';
import { ReadingBatchBuilder, type ReadingBatch } from '../core/reading-batch.ts';
import type { HouseFaults } from './house-faults.ts';

/** What every reading or signal passes, in order; `intake` is where it comes in. */
export const STAGES = ['intake', 'detection', 'desk', 'history'] as const;
export type Stage = (typeof STAGES)[number];

export interface HeartbeatDependencies {
  readonly detect: (batch: ReadingBatch) => Promise<unknown>;
  readonly decide: () => Promise<void>;
  readonly keep: (batch: ReadingBatch) => Promise<void>;
  readonly exported: (batch: ReadingBatch) => void;
  readonly clock: Clock;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
}

/** The last heartbeat that has passed a stage. */
interface Passage {
  readonly insertedAtMillis: number;
  readonly insertedAtMonotonicMillis: number;
  readonly travelMillis: number;
}

/** A stage that nothing has passed for so long is stuck. */
const STUCK_AFTER_MILLIS = 60_000;
/** Further behind than this, and what the console shows is not what is: it says so. */
const LATE_AFTER_MILLIS = 2000;
/** Each takes two ways; while a stage stands still, no more than these wait in it. */
const MAX_UNDER_WAY = 6;
const MAX_REMEMBERED = 100;

/**
 * A batch without rows that carries the time at which it was inserted through every stage, in the same queues and behind the same
 * readings: how long it takes to get there is how far the stage is behind, without any guess.
 */
export class Heartbeat {
  readonly #dependencies: HeartbeatDependencies;
  readonly #passages = new Map<Stage, Passage>();
  readonly #stuck = new Set<Stage>();
  /** When those were inserted that are not through every stage yet, by the clock that never steps. */
  #insertedAt: readonly number[] = [];
  #underWay = 0;

  constructor(dependencies: HeartbeatDependencies) {
    this.#dependencies = dependencies;
  }

  /** The insertion time of the last heartbeat that has passed the stage. */
  lastPassedMillis(stage: Stage): number | undefined {
    return this.#passages.get(stage)?.insertedAtMillis;
  }

  /** How far the stage is behind: how long the oldest heartbeat is on its way there, or how long the last one was. */
  lagMillis(stage: Stage): number | undefined {
    const passage = this.#passages.get(stage);
    const passedUntil = passage?.insertedAtMonotonicMillis ?? Number.NEGATIVE_INFINITY;
    const oldest = this.#insertedAt.find((millis) => millis > passedUntil);
    return oldest === undefined ? passage?.travelMillis : this.#dependencies.clock.monotonicMillis() - oldest;
  }

  lateStages(): readonly LateStage[] {
    return STAGES.flatMap((name) => {
      const lagMillis = this.lagMillis(name) ?? 0;
      return lagMillis > LATE_AFTER_MILLIS ? [{ name, lagMillis }] : [];
    });
  }

  /** Sends one on its way, and tells of stages that stand still. */
  beat(): void {
    const { clock, detect, decide, keep, exported } = this.#dependencies;
    if (this.#underWay < MAX_UNDER_WAY) {
      const batch = new ReadingBatchBuilder(0).build(clock.nowMillis());
      const insertedAtMonotonicMillis = clock.monotonicMillis();
      const pass = (stage: Stage): void => this.#pass(stage, batch.receivedAtMillis, insertedAtMonotonicMillis);
      this.#insertedAt = [...this.#insertedAt, insertedAtMonotonicMillis].slice(-MAX_REMEMBERED);
      pass('intake');
      void this.#travel(async () => {
        await detect(batch);
        pass('detection');
        await decide();
        pass('desk');
      });
      void this.#travel(async () => {
        await keep(batch);
        pass('history');
        exported(batch);
      });
    }
    this.#tellOfStuck();
  }

  /** A stage that fails has said so itself; here it only is not passed. */
  async #travel(through: () => Promise<void>): Promise<void> {
    this.#underWay += 1;
    await through().catch(() => undefined);
    this.#underWay -= 1;
  }

  #pass(stage: Stage, insertedAtMillis: number, insertedAtMonotonicMillis: number): void {
    const travelMillis = this.#dependencies.clock.monotonicMillis() - insertedAtMonotonicMillis;
    this.#passages.set(stage, { insertedAtMillis, insertedAtMonotonicMillis, travelMillis });
    if (this.#stuck.delete(stage)) this.#dependencies.faults.end(partOf(stage), 'stage-stuck');
  }

  #tellOfStuck(): void {
    for (const stage of STAGES) {
      const lagMillis = this.lagMillis(stage) ?? 0;
      if (lagMillis < STUCK_AFTER_MILLIS || this.#stuck.has(stage)) continue;
      this.#stuck.add(stage);
      const seconds = Math.round(lagMillis / 1000);
      const message = `Nothing has passed for ${seconds} s. Remedy: see the log; restart Telltale if this lasts.`;
      this.#dependencies.faults.begin(partOf(stage), 'stage-stuck', message);
    }
  }
}

function partOf(stage: Stage): string {
  return `${stage} stage`;
}
