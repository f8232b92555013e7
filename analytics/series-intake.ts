import type { DetectorState } from '../core/ports/detector.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { SeriesId } from '../core/series.ts';
import type { DetectionCounters } from './detection-counters.ts';
import type { JudgedRows } from './judged-rows.ts';
import { keyHash } from './key-hash.ts';
import { SeriesClocks } from './series-clocks.ts';
import { SlotMap } from './slot-map.ts';
import { FloatRecords } from './state/float-records.ts';

/** Beyond this the squares of values would not be numbers. */
export const LARGEST_JUDGED = 1e150;

export interface SeriesIntakeOptions {
  readonly seriesKeyOf: (seriesId: SeriesId) => string;
  /** Told when a series is first seen, before anything of it is judged. */
  readonly onSlot: (slot: number, seriesId: SeriesId) => void;
  /** Whether the series is to be judged at all. */
  readonly isJudged: (slot: number) => boolean;
}

/** Gives series their slots and takes from batches what the detectors are to judge. */
export class SeriesIntake {
  readonly #seriesKeyOf: (seriesId: SeriesId) => string;
  readonly #onSlot: (slot: number, seriesId: SeriesId) => void;
  readonly #isJudged: (slot: number) => boolean;
  readonly #slots = new SlotMap();
  readonly #keyHashes = new FloatRecords(1);
  readonly #clocks = new SeriesClocks();
  /** Slots that were restored and whose series have not been seen since, by the hash of their keys. */
  readonly #unclaimed = new Map<number, number>();
  #size = 0;

  constructor({ seriesKeyOf, onSlot, isJudged }: SeriesIntakeOptions) {
    this.#seriesKeyOf = seriesKeyOf;
    this.#onSlot = onSlot;
    this.#isJudged = isJudged;
  }

  /** Slots in use, those of restored series that have not been seen again included. */
  get size(): number {
    return this.#size;
  }

  /** Fills `rows` with those of the batch's rows `batchRows` that are to be judged, in that order. */
  select(batch: ReadingBatch, batchRows: Int32Array, rows: JudgedRows, counters: DetectionCounters): void {
    rows.count = 0;
    for (const batchRow of batchRows) {
      const millis = batch.observedAtMillis[batchRow] ?? NaN;
      const value = batch.values[batchRow] ?? NaN;
      if (!(Math.abs(value) <= LARGEST_JUDGED)) {
        counters.skippedExtreme += 1;
        continue;
      }
      const seriesId = batch.seriesIds[batchRow] ?? 0;
      const known = this.#slots.find(seriesId);
      const slot = known ?? this.#claim(seriesId);
      const isFirst = slot === this.#size;
      if (isFirst) this.#begin(slot, seriesId, millis, value);
      else if (!this.#clocks.accepts(slot, millis, value)) {
        counters.skippedLate += 1;
        continue;
      }
      if (!this.#isJudged(slot)) continue;
      rows.slots[rows.count] = slot;
      rows.observedAtMillis[rows.count] = this.#clocks.shownMillis(slot);
      rows.values[rows.count] = value;
      rows.batchRows[rows.count] = batchRow;
      rows.count += 1;
    }
    counters.judged += rows.count;
  }

  save(): DetectorState {
    return new Map([
      ['key-hash', this.#keyHashes.save(this.#size)],
      ['clocks', this.#clocks.save(this.#size)],
    ]);
  }

  restore(state: DetectorState, slots: number): void {
    this.#keyHashes.restore(state, 'key-hash', slots);
    this.#clocks.restore(state, 'clocks', slots);
    this.#size = slots;
    for (let slot = 0; slot < slots; slot += 1) this.#unclaimed.set(this.#keyHashes.get(slot, 0), slot);
  }

  /** The slot of a series that is seen for the first time: the one it had before a restart, or the next. */
  #claim(seriesId: SeriesId): number {
    const hash = keyHash(this.#seriesKeyOf(seriesId));
    const restored = this.#unclaimed.get(hash);
    if (restored === undefined) return this.#size;
    this.#unclaimed.delete(hash);
    this.#slots.set(seriesId, restored);
    this.#onSlot(restored, seriesId);
    return restored;
  }

  #begin(slot: number, seriesId: SeriesId, millis: number, value: number): void {
    this.#size = slot + 1;
    this.#slots.set(seriesId, slot);
    this.#keyHashes.ensureSlots(this.#size);
    this.#clocks.ensureSlots(this.#size);
    this.#keyHashes.set(slot, 0, keyHash(this.#seriesKeyOf(seriesId)));
    this.#clocks.begin(slot, millis, value);
    this.#onSlot(slot, seriesId);
  }
}
