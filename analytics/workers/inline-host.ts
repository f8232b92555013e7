import { loadDetectors } from './detector-modules.ts';
import type { JudgingHost, Judgement, ShardedRows, ShardReport } from './judging-host.ts';
import type { WorkerSettings } from './protocol.ts';
import { ShardSet } from './shard-set.ts';

/** Judges in the calling thread. */
export class InlineHost implements JudgingHost {
  readonly #settings: WorkerSettings;
  #shardSet = new ShardSet({ shards: [], sources: [], folder: undefined });

  constructor(settings: WorkerSettings) {
    this.#settings = settings;
  }

  async open(): Promise<readonly ShardReport[]> {
    const { shards, folder, detectors } = this.#settings;
    this.#shardSet = new ShardSet({ shards, folder, sources: await loadDetectors(detectors) });
    return this.#shardSet.reports;
  }

  async judge(rows: ShardedRows): Promise<Judgement> {
    return this.#shardSet.judge(rows);
  }

  async save(shard: number, savedAtMillis: number): Promise<void> {
    await this.#shardSet.save(shard, savedAtMillis);
  }

  async stop(savedAtMillis: number): Promise<void> {
    await this.#shardSet.saveAll(savedAtMillis);
  }
}
