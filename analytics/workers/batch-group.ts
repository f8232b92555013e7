import type { ReadingBatch } from '../../core/reading-batch.ts';
import type { LevelChange } from '../detection-engine.ts';
import type { Judgement } from './judging-host.ts';
import type { HostShare } from './shard-sorter.ts';

/** What the detectors say of a batch. */
export interface JudgedBatch {
  /** By row; NaN where nothing could be said or nothing was judged. */
  readonly scores: Float64Array;
  /** In the order of the rows that made them. */
  readonly changes: readonly LevelChange[];
}

/** Batches that are judged together, and what has come back of them so far. */
export class BatchGroup {
  readonly batches: ReadingBatch[] = [];
  count = 0;
  readonly #deliver: ((judged: JudgedBatch) => void)[] = [];
  readonly #judgements: { readonly share: HostShare; readonly judgement: Judgement }[] = [];
  #sharesOut = 0;

  async add(batch: ReadingBatch): Promise<JudgedBatch> {
    this.batches.push(batch);
    this.count += batch.count;
    return await new Promise((resolve) => this.#deliver.push(resolve));
  }

  get isJudged(): boolean {
    return this.#judgements.length === this.#sharesOut;
  }

  sent(shares: number): void {
    this.#sharesOut = shares;
  }

  judged(share: HostShare, judgement: Judgement): void {
    this.#judgements.push({ share, judgement });
  }

  /** Answers every batch, in their order. */
  deliver(): void {
    const scores = new Float64Array(this.count);
    const changes: { readonly row: number; readonly change: LevelChange }[] = [];
    for (const { share, judgement } of this.#judgements) {
      for (let row = 0; row < share.rows.count; row += 1) {
        scores[share.groupRows[row] ?? 0] = judgement.scores[row] ?? NaN;
      }
      for (const { row, change } of judgement.changes) changes.push({ row: share.groupRows[row] ?? 0, change });
    }
    changes.sort((one, other) => one.row - other.row);
    let start = 0;
    let nextChange = 0;
    for (const [index, { count }] of this.batches.entries()) {
      const end = start + count;
      const firstChange = nextChange;
      while ((changes[nextChange]?.row ?? end) < end) nextChange += 1;
      const ofBatch = changes.slice(firstChange, nextChange).map(({ change }) => change);
      this.#deliver[index]?.({ scores: scores.subarray(start, end), changes: ofBatch });
      start = end;
    }
  }
}
