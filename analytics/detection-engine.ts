import type { Aberration, AberrationLevel, DetectorVerdict } from '../core/aberration.ts';
import type { Detector, Opinion } from '../core/ports/detector.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { SeriesId } from '../core/series.ts';
import type { LevelThresholds } from './level-thresholds.ts';
import { LevelTracker } from './level-tracker.ts';
import { CONSTANT, pastWith, STATE } from './series-past.ts';
import { SlotMap } from './slot-map.ts';
import { FloatRecords } from './state/float-records.ts';

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

interface Judge extends NamedDetector {
  readonly opinion: Opinion;
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
  #preparedSlots = 0;

  constructor(options: DetectionEngineOptions) {
    this.#judges = options.detectors.map((named) => ({ ...named, opinion: noOpinion() }));
    this.#seriesKeyOf = options.seriesKeyOf;
    this.#leastDeviationOf = options.leastDeviationOf ?? (() => 0);
    this.#levels = new LevelTracker(options.thresholds);
  }

  /** Series seen so far. */
  get seriesCount(): number {
    return this.#slots.size;
  }

  process(batch: ReadingBatch, onLevelChange: (change: LevelChange) => void): void {
    const { count, seriesIds, observedAtMillis, values } = batch;
    for (let row = 0; row < count; row += 1) {
      this.#take(seriesIds[row] ?? 0, observedAtMillis[row] ?? NaN, values[row] ?? NaN, onLevelChange);
    }
  }

  #take(seriesId: SeriesId, millis: number, value: number, onLevelChange: (change: LevelChange) => void): void {
    if (!(Math.abs(value) <= LARGEST_JUDGED)) {
      this.counters.skippedExtreme += 1;
      return;
    }
    const slot = this.#slots.slotOf(seriesId);
    const isNew = slot >= this.#preparedSlots;
    if (isNew) this.#prepare(slot, seriesId, value);
    else if (this.#isLate(slot, millis, value)) {
      this.counters.skippedLate += 1;
      return;
    }
    const wasConstant = this.#records.get(slot, PAST) === CONSTANT;
    this.#remember(slot, millis, value);
    this.counters.judged += 1;
    const score = this.#judge(slot, millis, value);
    if (Number.isNaN(score) || this.#records.get(slot, PAST) === STATE) return;
    const previousLevel = this.#levels.level(slot);
    if (!this.#levels.update(slot, score)) return;
    this.#countEntered(this.#levels.level(slot));
    const aberration = this.#aberration(seriesId, slot, millis, value);
    onLevelChange({ seriesId, previousLevel, aberration, wasConstant });
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

  /** The highest score; NaN when no detector has an opinion. What is too near to what was expected scores 0. */
  #judge(slot: number, millis: number, value: number): number {
    const leastDeviation = this.#records.get(slot, LEAST_DEVIATION);
    let highest = NaN;
    for (const { detector, opinion } of this.#judges) {
      detector.update(slot, millis, value, opinion);
      if (Math.abs(value - opinion.expected) < leastDeviation) opinion.score = 0;
      if (!(opinion.score <= highest) && !Number.isNaN(opinion.score)) highest = opinion.score;
    }
    return highest;
  }

  #countEntered(level: AberrationLevel): void {
    if (level === 'warning') this.counters.warningsEntered += 1;
    if (level === 'alarm') this.counters.alarmsEntered += 1;
  }

  #aberration(seriesId: SeriesId, slot: number, observedAtMillis: number, observed: number): Aberration {
    const verdicts = this.#verdicts();
    const { expected = NaN, lower = NaN, upper = NaN, score = NaN } = verdicts[0] ?? {};
    return {
      seriesKey: this.#seriesKeyOf(seriesId),
      observedAtMillis,
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

  #verdicts(): DetectorVerdict[] {
    const verdicts: DetectorVerdict[] = [];
    for (const { kind, opinion } of this.#judges) {
      if (!Number.isNaN(opinion.score)) verdicts.push({ detector: kind, ...opinion });
    }
    return verdicts.sort((one, other) => other.score - one.score);
  }
}

function noOpinion(): Opinion {
  return { expected: NaN, lower: NaN, upper: NaN, score: NaN };
}
