import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/ports/clock.ts';
import type { HealthReport, SourceHealth } from '../core/ports/health.ts';
import type { CollectorTally } from './collector-tally.ts';

/** What is gathered here; everything else is known elsewhere. */
type Gathered = 'sources' | 'stores' | 'nodeVersion' | 'platform' | 'clockStepMillis' | 'residentBytes';

export interface HealthDependencies {
  readonly clock: Clock;
  readonly dataDir: string;
  readonly tallies: readonly CollectorTally[];
  readonly known: () => Omit<HealthReport, Gathered>;
}

/** Looked at every two seconds: a minute. */
const SAMPLES = 30;
/** The stores of the data folder, by what their files begin with. */
const STORES = ['audit', 'history', 'detection'] as const;

interface Sample {
  readonly monotonicMillis: number;
  readonly readings: readonly number[];
}

/** Gathers how Telltale is when somebody asks; only what needs a past is looked at in between. */
export class Health {
  readonly #dependencies: HealthDependencies;
  readonly #clockOffsetMillis: number;
  #samples: readonly Sample[] = [];

  constructor(dependencies: HealthDependencies) {
    this.#dependencies = dependencies;
    const { clock } = dependencies;
    this.#clockOffsetMillis = clock.nowMillis() - clock.monotonicMillis();
    this.sample();
  }

  /** Every two seconds. */
  sample(): void {
    const { clock, tallies } = this.#dependencies;
    const sample = { monotonicMillis: clock.monotonicMillis(), readings: tallies.map(({ readings }) => readings) };
    this.#samples = [...this.#samples, sample].slice(-SAMPLES - 1);
  }

  async report(): Promise<HealthReport> {
    const { clock, known } = this.#dependencies;
    return {
      ...known(),
      sources: this.#sources(),
      stores: await this.#stores(),
      nodeVersion: process.version,
      platform: `${process.platform} ${process.arch}`,
      clockStepMillis: Math.round(clock.nowMillis() - clock.monotonicMillis() - this.#clockOffsetMillis),
      residentBytes: process.memoryUsage.rss(),
    };
  }

  #sources(): SourceHealth[] {
    const { clock, tallies } = this.#dependencies;
    const first = this.#samples[0];
    const seconds = (clock.monotonicMillis() - (first?.monotonicMillis ?? 0)) / 1000;
    return tallies.map((tally, index) => {
      const since = tally.readings - (first?.readings[index] ?? 0);
      const { behindMillis } = tally;
      const readingsPerSecond = seconds > 0 ? since / seconds : 0;
      return Object.assign(tally.status(), { readingsPerSecond }, behindMillis === undefined ? {} : { behindMillis });
    });
  }

  async #stores(): Promise<{ name: string; bytes: number }[]> {
    const { dataDir } = this.#dependencies;
    const names = await readdir(dataDir, { recursive: true }).catch(() => []);
    return await Promise.all(
      STORES.map(async (name) => {
        const files = names.filter((file) => file.startsWith(name));
        const sizes = await Promise.all(files.map(async (file) => await sizeOf(join(dataDir, file))));
        return { name, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
      }),
    );
  }
}

/** 0 for a folder, and for what has gone meanwhile. */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? found.size : 0;
}
