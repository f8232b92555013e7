import type { LatestReading, WorkingMemory } from '../core/ports/working-memory.ts';
import type { SignalDesk } from '../events/desk.ts';
import type { HouseFaults } from './house-faults.ts';
import type { LatestReadings } from './latest-readings.ts';

export interface LatestKeepingDependencies {
  readonly memory: Pick<WorkingMemory, 'latest' | 'putLatest'>;
  readonly latest: LatestReadings;
  readonly desk: Pick<SignalDesk, 'catchUpMemory' | 'refillMemory'>;
  readonly faults: Pick<HouseFaults, 'begin' | 'end'>;
}

/** Bounds the work of one flush; the rest follows at the next. */
const LATEST_PER_FLUSH = 50_000;

/** Keeps the working memory abreast of the latest readings and open events, over times in which it is down. */
export class LatestKeeping {
  readonly #dependencies: LatestKeepingDependencies;

  constructor(dependencies: LatestKeepingDependencies) {
    this.#dependencies = dependencies;
  }

  healthChanged(isUp: boolean, detail: string): void {
    const { latest, desk, faults } = this.#dependencies;
    if (!isUp) {
      faults.begin('working memory', 'redis-down', detail);
      return;
    }
    faults.end('working memory', 'redis-down');
    latest.markAllChanged();
    void desk.refillMemory();
  }

  async flush(): Promise<void> {
    const { memory, latest, desk } = this.#dependencies;
    await desk.catchUpMemory();
    try {
      await memory.putLatest(latest.takeChanged(LATEST_PER_FLUSH));
    } catch (cause) {
      latest.markAllChanged();
      throw cause;
    }
  }

  /** While the working memory is down the page shows what this process has seen. */
  async latestOf(keys: readonly string[]): Promise<readonly (LatestReading | undefined)[]> {
    const { memory, latest } = this.#dependencies;
    return await memory.latest(keys).catch(() => keys.map((key) => latest.find(key)));
  }
}
