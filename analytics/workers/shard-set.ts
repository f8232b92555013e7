import type { SeriesId } from '../../core/series.ts';
import { createDetectionCounters, type DetectionCounters } from '../detection-counters.ts';
import { NO_RULES } from '../series-rules.ts';
import type { DetectorSource } from './detector-modules.ts';
import type { Judgement, NewSeries, ShardedRows, ShardReport } from './judging-host.ts';
import { Shard } from './shard.ts';

export interface ShardSetOptions {
  readonly shards: readonly number[];
  readonly sources: readonly DetectorSource[];
  /** Where snapshots are; nothing is kept without one. */
  readonly folder: string | undefined;
}

/** The shards of one thread. */
export class ShardSet {
  readonly #shards: ReadonlyMap<number, Shard>;
  readonly #series = new Map<SeriesId, NewSeries>();

  /** Restores each shard from its snapshot. */
  constructor({ shards, sources, folder }: ShardSetOptions) {
    const engine = {
      seriesKeyOf: (seriesId: SeriesId) => this.#series.get(seriesId)?.key ?? '',
      rulesOf: (seriesId: SeriesId) => this.#series.get(seriesId)?.rules ?? NO_RULES,
    };
    this.#shards = new Map(shards.map((shard) => [shard, new Shard({ shard, sources, folder, engine })]));
  }

  get reports(): readonly ShardReport[] {
    return [...this.#shards.values()].map(({ report }) => report);
  }

  describe(newSeries: readonly NewSeries[]): void {
    for (const series of newSeries) this.#series.set(series.seriesId, series);
  }

  judge({ count, seriesIds, observedAtMillis, values, segments, newSeries }: ShardedRows): Judgement {
    this.describe(newSeries);
    const before = this.#counters();
    const scores = new Float64Array(count);
    const changes: Judgement['changes'][number][] = [];
    let start = 0;
    for (const { shard, end } of segments) {
      const rows = {
        count: end - start,
        seriesIds: seriesIds.subarray(start, end),
        observedAtMillis: observedAtMillis.subarray(start, end),
        values: values.subarray(start, end),
        receivedAtMillis: NaN,
      };
      const first = start;
      this.#shards
        .get(shard)
        ?.process(rows, (change, row) => changes.push({ row: first + row, change }), scores.subarray(start, end));
      start = end;
    }
    const learnt = [...this.#shards.values()].flatMap(({ engine }) => engine.takeLearnt());
    return { scores, changes, learnt, counted: difference(this.#counters(), before), lostRows: 0 };
  }

  async save(shard: number, savedAtMillis: number): Promise<void> {
    await this.#shards.get(shard)?.save(savedAtMillis);
  }

  /** One after the other. Goes on when one fails, then rejects. */
  async saveAll(savedAtMillis: number): Promise<void> {
    const failures: unknown[] = [];
    for (const shard of this.#shards.values()) {
      await shard.save(savedAtMillis).catch((cause: unknown) => failures.push(cause));
    }
    if (failures.length > 0) throw failures[0];
  }

  #counters(): DetectionCounters {
    const sum = createDetectionCounters();
    for (const { engine } of this.#shards.values()) addCounters(sum, engine.counters);
    return sum;
  }
}

export function addCounters(sum: DetectionCounters, added: DetectionCounters): void {
  sum.judged += added.judged;
  sum.skippedLate += added.skippedLate;
  sum.skippedExtreme += added.skippedExtreme;
  sum.warningsEntered += added.warningsEntered;
  sum.alarmsEntered += added.alarmsEntered;
}

function difference(now: DetectionCounters, before: DetectionCounters): DetectionCounters {
  return {
    judged: now.judged - before.judged,
    skippedLate: now.skippedLate - before.skippedLate,
    skippedExtreme: now.skippedExtreme - before.skippedExtreme,
    warningsEntered: now.warningsEntered - before.warningsEntered,
    alarmsEntered: now.alarmsEntered - before.alarmsEntered,
  };
}
