import type { Aberration, AberrationLevel, DetectorVerdict } from '../core/aberration.ts';
import type { Detector, OpinionColumns } from '../core/ports/detector.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { SeriesId } from '../core/series.ts';
import type { LevelThresholds } from './level-thresholds.ts';
import { LevelTracker } from './level-tracker.ts';
import { CONSTANT, pastWith, STATE } from './series-past.ts';
import { SlotMap } from './slot-map.ts';
import { FloatRecords } from './state/float-records.ts';
import { createOpinionColumns } from './state/opinion-columns.ts';

export interface NamedDetector {
  readonly kind: string;
  readonly detector: Detector;
}

/** A series entered or left a level; `aberration.level` is the new one. */
export interface LevelChange {
  readonly seriesId: SeriesId;
  readonly previousLevel: AberrationLevel;
  readonly aberration: Aberration;
  /** All readings before this one had the same value. */
  readonly wasConstant: boolean;
}

export interface DetectionEngineOptions {
  readonly detectors: readonly NamedDetector[];
  readonly seriesKeyOf: (seriesId: SeriesId) => string;
  /** A reading nearer than this to what a detector expected does not count; asked once a series. 0 unless given. */
  readonly leastDeviationOf?: (seriesId: SeriesId) => number;
  readonly thresholds?: LevelThresholds;
}

/** Since the engine was made; they only grow. */
export interface DetectionCounters {
  judged: number;
  /** Older than the series' latest reading, or the same once more. */
  skippedLate: number;
  /** Further from zero than `LARGEST_JUDGED`: their squares would not be numbers. */
  skippedExtreme: number;
  warningsEntered: number;
  alarmsEntered: number;
}

export const LARGEST_JUDGED = 1e150;

const LATEST_MILLIS = 0;
const LATEST_VALUE = 1;
const LEAST_DEVIATION = 2;
const PAST = 3;
const FIELDS = 4;

/** Rows judged at once: their columns stay in the cache of a core. */
const SLICE_ROWS = 4096;

interface Judge extends NamedDetector {
  readonly opinions: OpinionColumns;
}

/** What is to be judged, and what its series had been before each row. */
class JudgedRows {
  count = 0;
  readonly slots = new Int32Array(SLICE_ROWS);
  readonly observedAtMillis = new Float64Array(SLICE_ROWS);
  readonly values = new Float64Array(SLICE_ROWS);
  readonly seriesIds = new Int32Array(SLICE_ROWS);
  readonly wasConstant = new Uint8Array(SLICE_ROWS);
  readonly isState = new Uint8Array(SLICE_ROWS);
}

/**
 * Runs every detector over every reading and tracks the level of each series. The score of a reading is the
 * highest among the detectors that have an opinion. Deterministic: what happens to a series depends on its
 * own readings in their order, not on how they are batched. Allocates only where a level changes.
 */
export class DetectionEngine {
  readonly counters: DetectionCounters = {
    judged: 0,
    skippedLate: 0,
    skippedExtreme: 0,
    warningsEntered: 0,
    alarmsEntered: 0,
  };
  readonly #judges: readonly Judge[];
  readonly #seriesKeyOf: (seriesId: SeriesId) => string;
  readonly #leastDeviationOf: (seriesId: SeriesId) => number;
  readonly #levels: LevelTracker;
  readonly #slots = new SlotMap();
  readonly #records = new FloatRecords(FIELDS);
  readonly #rows = new JudgedRows();
  #preparedSlots = 0;

  constructor(options: DetectionEngineOptions) {
    this.#judges = options.detectors.map((named) => ({ ...named, opinions: createOpinionColumns(SLICE_ROWS) }));
    this.#seriesKeyOf = options.seriesKeyOf;
    this.#leastDeviationOf = options.leastDeviationOf ?? (() => 0);
    this.#levels = new LevelTracker(options.thresholds);
  }

  /** Series seen so far. */
  get seriesCount(): number {
    return this.#slots.size;
  }

  process(batch: ReadingBatch, onLevelChange: (change: LevelChange) => void): void {
    for (let first = 0; first < batch.count; first += SLICE_ROWS) {
      this.#select(batch, first, Math.min(batch.count, first + SLICE_ROWS));
      for (const { detector, opinions } of this.#judges) detector.judge(this.#rows, opinions);
      for (let row = 0; row < this.#rows.count; row += 1) this.#follow(row, onLevelChange);
    }
  }

  /** Takes those of the rows that are to be judged. */
  #select({ seriesIds, observedAtMillis, values }: ReadingBatch, first: number, end: number): void {
    const rows = this.#rows;
    rows.count = 0;
    for (let index = first; index < end; index += 1) {
      const [seriesId, millis, value] = [seriesIds[index] ?? 0, observedAtMillis[index] ?? NaN, values[index] ?? NaN];
      if (!(Math.abs(value) <= LARGEST_JUDGED)) {
        this.counters.skippedExtreme += 1;
        continue;
      }
      const slot = this.#slots.slotOf(seriesId);
      const isNew = slot >= this.#preparedSlots;
      if (isNew) this.#prepare(slot, seriesId, value);
      else if (this.#isLate(slot, millis, value)) {
        this.counters.skippedLate += 1;
        continue;
      }
      rows.slots[rows.count] = slot;
      rows.observedAtMillis[rows.count] = millis;
      rows.values[rows.count] = value;
      rows.seriesIds[rows.count] = seriesId;
      rows.wasConstant[rows.count] = this.#records.get(slot, PAST) === CONSTANT ? 1 : 0;
      this.#remember(slot, millis, value);
      rows.isState[rows.count] = this.#records.get(slot, PAST) === STATE ? 1 : 0;
      rows.count += 1;
    }
    this.counters.judged += rows.count;
  }

  /** Brings the level of a row's series up to date. */
  #follow(row: number, onLevelChange: (change: LevelChange) => void): void {
    const slot = this.#rows.slots[row] ?? 0;
    const score = this.#highestScore(slot, row);
    if (Number.isNaN(score) || this.#rows.isState[row] === 1) return;
    const previousLevel = this.#levels.level(slot);
    if (!this.#levels.update(slot, score)) return;
    this.#countEntered(this.#levels.level(slot));
    const seriesId = this.#rows.seriesIds[row] ?? 0;
    const wasConstant = this.#rows.wasConstant[row] === 1;
    onLevelChange({ seriesId, previousLevel, aberration: this.#aberration(seriesId, slot, row), wasConstant });
  }

  /** Readings within the same millisecond are judged, unless they only repeat one that was delivered twice. */
  #isLate(slot: number, millis: number, value: number): boolean {
    const latestMillis = this.#records.get(slot, LATEST_MILLIS);
    return millis < latestMillis || (millis === latestMillis && value === this.#records.get(slot, LATEST_VALUE));
  }

  #prepare(slot: number, seriesId: SeriesId, value: number): void {
    this.#preparedSlots = slot + 1;
    this.#records.ensureSlots(this.#preparedSlots);
    this.#levels.ensureSlots(this.#preparedSlots);
    for (const judge of this.#judges) judge.detector.ensureSlots(this.#preparedSlots);
    this.#records.set(slot, LATEST_VALUE, value);
    this.#records.set(slot, LEAST_DEVIATION, this.#leastDeviationOf(seriesId));
    this.#records.set(slot, PAST, CONSTANT);
  }

  #remember(slot: number, millis: number, value: number): void {
    const past = pastWith(this.#records.get(slot, PAST), this.#records.get(slot, LATEST_VALUE), value);
    this.#records.set(slot, PAST, past);
    this.#records.set(slot, LATEST_MILLIS, millis);
    this.#records.set(slot, LATEST_VALUE, value);
  }

  /** NaN when no detector has an opinion. What is too near to what was expected scores 0. */
  #highestScore(slot: number, row: number): number {
    const leastDeviation = this.#records.get(slot, LEAST_DEVIATION);
    const value = this.#rows.values[row] ?? NaN;
    let highest = NaN;
    for (const { opinions } of this.#judges) {
      if (Math.abs(value - (opinions.expected[row] ?? NaN)) < leastDeviation) opinions.score[row] = 0;
      const score = opinions.score[row] ?? NaN;
      if (!(score <= highest) && !Number.isNaN(score)) highest = score;
    }
    return highest;
  }

  #countEntered(level: AberrationLevel): void {
    if (level === 'warning') this.counters.warningsEntered += 1;
    if (level === 'alarm') this.counters.alarmsEntered += 1;
  }

  #aberration(seriesId: SeriesId, slot: number, row: number): Aberration {
    const observed = this.#rows.values[row] ?? NaN;
    const verdicts = this.#verdicts(row);
    const { expected = NaN, lower = NaN, upper = NaN, score = NaN } = verdicts[0] ?? {};
    return {
      seriesKey: this.#seriesKeyOf(seriesId),
      observedAtMillis: this.#rows.observedAtMillis[row] ?? NaN,
      observed,
      expected,
      lower,
      upper,
      score,
      direction: observed >= expected ? 'above' : 'below',
      level: this.#levels.level(slot),
      verdicts,
    };
  }

  #verdicts(row: number): DetectorVerdict[] {
    const verdicts: DetectorVerdict[] = [];
    for (const { kind, opinions } of this.#judges) {
      const {
        expected: { [row]: expected = NaN },
        lower: { [row]: lower = NaN },
        upper: { [row]: upper = NaN },
      } = opinions;
      const score = opinions.score[row] ?? NaN;
      if (!Number.isNaN(score)) verdicts.push({ detector: kind, expected, lower, upper, score });
    }
    return verdicts.sort((one, other) => other.score - one.score);
  }
}
