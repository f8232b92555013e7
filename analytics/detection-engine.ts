import type { Aberration, AberrationLevel, DetectorVerdict } from '../core/aberration.ts';
import type { Detector, DetectorState, OpinionColumns } from '../core/ports/detector.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { SeriesId } from '../core/series.ts';
import { createDetectionCounters, type DetectionCounters } from './detection-counters.ts';
import { JudgedRows } from './judged-rows.ts';
import { DEFAULT_LEVEL_THRESHOLDS, type LevelThresholds } from './level-thresholds.ts';
import { LevelTracker } from './level-tracker.ts';
import { SeriesIntake } from './series-intake.ts';
import { NO_RULES, RuleTable, type SeriesRules } from './series-rules.ts';
import { FloatRecords } from './state/float-records.ts';
import { createOpinionColumns } from './state/opinion-columns.ts';
import { WayBack } from './way-back.ts';

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

/** `row` of the batch made the level change. */
export type OnLevelChange = (change: LevelChange, row: number) => void;

export interface DetectionEngineOptions {
  readonly detectors: readonly NamedDetector[];
  /** Asked once a series, and when its level changes. */
  readonly seriesKeyOf: (seriesId: SeriesId) => string;
  /** Asked once a series. */
  readonly rulesOf?: (seriesId: SeriesId) => SeriesRules;
  readonly thresholds?: LevelThresholds;
}

/** Everything an engine remembers besides its counters, which begin anew. Views that hold until the engine's next call. */
export interface EngineState {
  readonly slots: number;
  /** A series may have had several, one after the other. */
  readonly detectorSlots: number;
  readonly own: DetectorState;
  /** By kind. */
  readonly detectors: ReadonlyMap<string, DetectorState>;
}

/** Rows judged at once: their columns stay in the cache of a core. */
const SLICE_ROWS = 4096;

interface Judge extends NamedDetector {
  readonly opinions: OpinionColumns;
}

/**
 * Runs every detector over every reading and tracks the level of each series. The score of a reading is the
 * highest among the detectors that have an opinion. Deterministic: what happens to a series depends on its
 * own readings in their order, not on how they are batched. Allocates only where a level changes.
 */
export class DetectionEngine {
  readonly counters: DetectionCounters = createDetectionCounters();
  readonly #judges: readonly Judge[];
  readonly #seriesKeyOf: (seriesId: SeriesId) => string;
  readonly #rulesOf: (seriesId: SeriesId) => SeriesRules;
  readonly #thresholds: LevelThresholds;
  readonly #intake: SeriesIntake;
  readonly #rules = new RuleTable();
  readonly #levels: LevelTracker;
  readonly #wayBack = new WayBack();
  /** 1 from the first opinion on any reading of the slot. */
  readonly #hasLearnt = new FloatRecords(1);
  readonly #learnt: SeriesId[] = [];
  readonly #rows = new JudgedRows(SLICE_ROWS);

  constructor(options: DetectionEngineOptions) {
    this.#judges = options.detectors.map((named) => ({ ...named, opinions: createOpinionColumns(SLICE_ROWS) }));
    this.#seriesKeyOf = options.seriesKeyOf;
    this.#rulesOf = options.rulesOf ?? (() => NO_RULES);
    this.#thresholds = options.thresholds ?? DEFAULT_LEVEL_THRESHOLDS;
    this.#levels = new LevelTracker(this.#thresholds);
    this.#intake = new SeriesIntake(options.seriesKeyOf, (slot, seriesId) => this.#prepare(slot, seriesId));
  }

  /** Series seen so far, before a restart included. */
  get seriesCount(): number {
    return this.#intake.size;
  }

  /** Series on which there has been an opinion, each said once; of all others too little past is known. */
  takeLearnt(): readonly SeriesId[] {
    return this.#learnt.splice(0);
  }

  /** Writes the score of each row into `scores`, if given: NaN where nothing could be said or nothing was judged. */
  process(batch: ReadingBatch, onLevelChange: OnLevelChange, scores?: Float64Array): void {
    scores?.fill(NaN, 0, batch.count);
    for (let first = 0; first < batch.count; first += SLICE_ROWS) {
      const end = Math.min(batch.count, first + SLICE_ROWS);
      this.#intake.select(batch, first, end, this.#rows, this.counters);
      for (const { detector, opinions } of this.#judges) detector.judge(this.#rows, opinions);
      for (let row = 0; row < this.#rows.count; row += 1) this.#follow(batch, row, onLevelChange, scores);
    }
  }

  saveState(): EngineState {
    const slots = this.#intake.size;
    return {
      slots,
      detectorSlots: slots,
      own: new Map([
        ...this.#intake.save(),
        ['levels', this.#levels.save(slots)],
        ['way-back', this.#wayBack.save(slots)],
        ['has-learnt', this.#hasLearnt.save(slots)],
      ]),
      detectors: new Map(this.#judges.map(({ kind, detector }) => [kind, detector.saveState(slots)])),
    };
  }

  /**
   * Into a fresh engine whose detectors have room for `detectorSlots`: they are restored, or started anew, before they are given
   * to it. Throws Failure when the state does not fit.
   */
  restoreState({ slots, own }: Pick<EngineState, 'slots' | 'own'>): void {
    this.#levels.restore(own, 'levels', slots);
    this.#wayBack.restore(own, 'way-back', slots);
    this.#hasLearnt.restore(own, 'has-learnt', slots);
    this.#intake.restore(own, slots);
  }

  #prepare(slot: number, seriesId: SeriesId): void {
    this.#rules.set(slot, this.#rulesOf(seriesId));
    this.#levels.ensureSlots(slot + 1);
    this.#wayBack.ensureSlots(slot + 1);
    this.#hasLearnt.ensureSlots(slot + 1);
    if (this.#hasLearnt.get(slot, 0) === 1) this.#learnt.push(seriesId);
    for (const { detector } of this.#judges) detector.ensureSlots(slot + 1);
  }

  /** Brings the level of a row's series up to date. */
  #follow(batch: ReadingBatch, row: number, onLevelChange: OnLevelChange, scores: Float64Array | undefined): void {
    const rows = this.#rows;
    const slot = rows.slots[row] ?? 0;
    const score = this.#highestScore(slot, row);
    if (Number.isNaN(score)) return;
    if (this.#hasLearnt.get(slot, 0) === 0) {
      this.#hasLearnt.set(slot, 0, 1);
      this.#learnt.push(batch.seriesIds[rows.batchRows[row] ?? 0] ?? 0);
    }
    if (rows.isState[row] === 1) return;
    const batchRow = rows.batchRows[row] ?? 0;
    if (scores !== undefined) scores[batchRow] = score;
    const millis = rows.observedAtMillis[row] ?? NaN;
    const isBack = this.#wayBack.leadsTo(slot, millis, rows.values[row] ?? NaN);
    this.#wayBack.follow(slot, isBack && score < this.#thresholds.leaveBelowScore);
    const previousLevel = this.#levels.level(slot);
    if (!this.#levels.update(slot, isBack ? 0 : score, millis, this.#rules.leastDurationMillis(slot))) return;
    const aberration = this.#aberration(batch, slot, row, isBack);
    this.#count(aberration.level);
    if (previousLevel === 'normal') this.#rememberUsual(slot, millis, aberration);
    const seriesId = batch.seriesIds[batchRow] ?? 0;
    onLevelChange({ seriesId, previousLevel, aberration, wasConstant: rows.wasConstant[row] === 1 }, batchRow);
  }

  /** NaN when no detector has an opinion. What is too near to what was expected, or on the side nobody minds, scores 0. */
  #highestScore(slot: number, row: number): number {
    const value = this.#rows.values[row] ?? NaN;
    let highest = NaN;
    for (const { opinions } of this.#judges) {
      if (Number.isNaN(opinions.score[row])) continue;
      if (!this.#rules.counts(slot, value - (opinions.expected[row] ?? NaN))) opinions.score[row] = 0;
      const score = opinions.score[row] ?? NaN;
      if (!(score <= highest)) highest = score;
    }
    return highest;
  }

  /** A reading within its band is strange for how the series moves; then the band is no place to return to. */
  #rememberUsual(slot: number, millis: number, aberration: Aberration): void {
    const { observed, lower, upper } = aberration;
    if (observed < lower || observed > upper) this.#wayBack.remember(slot, millis, aberration);
  }

  #count(level: AberrationLevel): void {
    if (level === 'warning') this.counters.warningsEntered += 1;
    if (level === 'alarm') this.counters.alarmsEntered += 1;
  }

  /** A reading on the way back is told by what was usual before the disturbance, not by what was learnt from it. */
  #aberration(batch: ReadingBatch, slot: number, row: number, isBack: boolean): Aberration {
    const batchRow = this.#rows.batchRows[row] ?? 0;
    const observed = this.#rows.values[row] ?? NaN;
    const verdicts = this.#verdicts(row);
    const strongest = verdicts[0] ?? { expected: NaN, lower: NaN, upper: NaN, score: NaN };
    const { expected, lower, upper, score } = isBack ? { ...this.#wayBack.usual(slot), score: 0 } : strongest;
    return {
      seriesKey: this.#seriesKeyOf(batch.seriesIds[batchRow] ?? 0),
      observedAtMillis: batch.observedAtMillis[batchRow] ?? NaN,
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
    for (const { kind, detector, opinions } of this.#judges) {
      const {
        expected: { [row]: expected = NaN },
        lower: { [row]: lower = NaN },
        upper: { [row]: upper = NaN },
        score: { [row]: score = NaN },
      } = opinions;
      if (Number.isNaN(score)) continue;
      const reason = detector.reasons[opinions.reason[row] ?? 0] ?? 'unknown';
      verdicts.push({ detector: kind, reason, expected, lower, upper, score });
    }
    return verdicts.sort((one, other) => other.score - one.score);
  }
}
