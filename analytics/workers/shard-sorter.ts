import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { SeriesId } from '../../core/series.ts';
import { keyHash } from '../key-hash.ts';
import type { SeriesRules } from '../series-rules.ts';
import { SHARD_COUNT, type NewSeries, type ShardedRows } from './judging-host.ts';

export interface SeriesDirectory {
  readonly keyOf: (seriesId: SeriesId) => string;
  /** Asked once a series. */
  readonly rulesOf: (seriesId: SeriesId) => SeriesRules;
}

/** The rows of one host, and which row of the group each is. */
export interface HostShare {
  readonly host: number;
  readonly rows: ShardedRows;
  readonly groupRows: Int32Array;
}

const NO_SHARD = 255;

/** Deals the rows of a group of batches to the hosts, sorted by shard, and within a shard in their order. */
export class ShardSorter {
  readonly #hosts: number;
  readonly #directory: SeriesDirectory;
  #shardOfSeries = new Uint8Array(0);
  #shardOfRow = new Uint8Array(0);

  constructor(hosts: number, directory: SeriesDirectory) {
    this.#hosts = hosts;
    this.#directory = directory;
  }

  /** Every number of hosts gets shards as even as can be. */
  hostOf(shard: number): number {
    return shard % this.#hosts;
  }

  sort(batches: readonly ReadingBatch[], count: number): HostShare[] {
    const newSeries: NewSeries[] = [];
    const rowsOfShard = this.#findShards(batches, count, newSeries);
    const shares: HostShare[] = [];
    const cursors: { readonly share: HostShare; next: number }[] = [];
    for (let host = 0; host < this.#hosts; host += 1) {
      const shards = shardsOf(host, this.#hosts).filter((shard) => (rowsOfShard[shard] ?? 0) > 0);
      const ofHost = shards.reduce((sum, shard) => sum + (rowsOfShard[shard] ?? 0), 0);
      if (ofHost === 0) continue;
      const segments: ShardedRows['segments'][number][] = [];
      const share = this.#emptyShare(host, ofHost, segments, newSeries);
      for (const shard of shards) {
        const start = segments.at(-1)?.end ?? 0;
        cursors[shard] = { share, next: start };
        segments.push({ shard, end: start + (rowsOfShard[shard] ?? 0) });
      }
      shares.push(share);
    }
    this.#fill(batches, cursors);
    return shares;
  }

  /** How many rows each shard has; the shard of each row is left in `#shardOfRow`. */
  #findShards(batches: readonly ReadingBatch[], count: number, newSeries: NewSeries[]): Int32Array {
    if (this.#shardOfRow.length < count) this.#shardOfRow = new Uint8Array(count);
    const rowsOfShard = new Int32Array(SHARD_COUNT);
    let groupRow = 0;
    for (const { count: rows, seriesIds } of batches) {
      for (let row = 0; row < rows; row += 1) {
        const seriesId = seriesIds[row] ?? 0;
        const known = this.#shardOfSeries[seriesId] ?? NO_SHARD;
        const shard = known === NO_SHARD ? this.#introduce(seriesId, newSeries) : known;
        this.#shardOfRow[groupRow] = shard;
        rowsOfShard[shard] = (rowsOfShard[shard] ?? 0) + 1;
        groupRow += 1;
      }
    }
    return rowsOfShard;
  }

  #introduce(seriesId: SeriesId, newSeries: NewSeries[]): number {
    const key = this.#directory.keyOf(seriesId);
    const shard = keyHash(key) % SHARD_COUNT;
    if (seriesId >= this.#shardOfSeries.length) {
      const larger = new Uint8Array(Math.max(seriesId + 1, this.#shardOfSeries.length * 2)).fill(NO_SHARD);
      larger.set(this.#shardOfSeries);
      this.#shardOfSeries = larger;
    }
    this.#shardOfSeries[seriesId] = shard;
    newSeries.push({ shard, seriesId, key, rules: this.#directory.rulesOf(seriesId) });
    return shard;
  }

  #emptyShare(
    host: number,
    count: number,
    segments: ShardedRows['segments'],
    newSeries: readonly NewSeries[],
  ): HostShare {
    const rows = {
      count,
      seriesIds: new Int32Array(count),
      observedAtMillis: new Float64Array(count),
      values: new Float64Array(count),
      segments,
      newSeries: newSeries.filter(({ shard }) => this.hostOf(shard) === host),
    };
    return { host, rows, groupRows: new Int32Array(count) };
  }

  #fill(batches: readonly ReadingBatch[], cursors: readonly { readonly share: HostShare; next: number }[]): void {
    let groupRow = 0;
    for (const { count, seriesIds, observedAtMillis, values } of batches) {
      for (let row = 0; row < count; row += 1) {
        const cursor = cursors[this.#shardOfRow[groupRow] ?? 0];
        if (cursor !== undefined) {
          const { share, next } = cursor;
          share.rows.seriesIds[next] = seriesIds[row] ?? 0;
          share.rows.observedAtMillis[next] = observedAtMillis[row] ?? NaN;
          share.rows.values[next] = values[row] ?? NaN;
          share.groupRows[next] = groupRow;
          cursor.next = next + 1;
        }
        groupRow += 1;
      }
    }
  }
}

export function shardsOf(host: number, hosts: number): number[] {
  return Array.from({ length: SHARD_COUNT }, (_, shard) => shard).filter((shard) => shard % hosts === host);
}
