import type { Aberration, AberrationLevel, DetectorVerdict } from '../core/aberration.ts';
import type { Detector, DetectorState, OpinionColumns } from '../core/ports/detector.ts';
import type { ReadingBatch } from '../core/reading-batch.ts';
import type { SeriesId } from '../core/series.ts';
import { createDetectionCounters, type DetectionCounters } from './detection-counters.ts';
import { JudgedRows } from './judged-rows.ts';
import type { KindRows } from './kinds/kind-rows.ts';
import { SeriesKinds } from './kinds/series-kinds.ts';
import type { LevelThresholds } from './level-thresholds.ts';
import { SeriesIntake } from './series-intake.ts';
import { SeriesLevels, type DetectorsOpinion } from './series-levels.ts';
import { RuleTable } from './rule-table.ts';
import { NO_RULES, type SeriesRules } from './series-rules.ts';
import { FloatRecords } from './state/float-records.ts';
import { createOpinionColumns } from './state/opinion-columns.ts';
import { SeriesOrder } from './state/series-order.ts';

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
  /** The series is a counter, and `aberration` is about its rate a second. */
  readonly isRate: boolean;
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

/** 1 from the first opinion on any reading of the series. */
const HAS_LEARNT = 0;
/** Which slot of the detectors the series has now. */
const DETECTOR_SLOT = 1;
const FIELDS = 2;

interface Judge extends NamedDetector {
  readonly opinions: OpinionColumns;
}

/**
 * Puts every reading on the scale of its series' kind, runs every detector over it and tracks the level of each
 * series. The score of a reading is the
 * highest among the detectors that have an opinion. Deterministic: what happens to a series depends on its
 * own readings in their order, not on how they are batched. Allocates only where a level changes.
 */
export class DetectionEngine {
  readonly counters: DetectionCounters = createDetectionCounters();
  readonly #judges: readonly Judge[];
  readonly #seriesKeyOf: (seriesId: SeriesId) => string;
  readonly #rulesOf: (seriesId: SeriesId) => SeriesRules;
  readonly #intake: SeriesIntake;
  readonly #kinds = new SeriesKinds();
  readonly #rules: RuleTable;
  readonly #levels: SeriesLevels;
  readonly #records = new FloatRecords(FIELDS);
  readonly #learnt: SeriesId[] = [];
  readonly #rows = new JudgedRows(SLICE_ROWS);
  readonly #order = new SeriesOrder();
  #detectorSlots = 0;

  constructor(options: DetectionEngineOptions) {
    this.#judges = options.detectors.map((named) => ({ ...named, opinions: createOpinionColumns(SLICE_ROWS) }));
    this.#seriesKeyOf = options.seriesKeyOf;
    this.#rulesOf = options.rulesOf ?? (() => NO_RULES);
    this.#levels = new SeriesLevels(options.thresholds);
    this.#rules = new RuleTable(options.detectors.map(({ kind }) => kind));
    this.#intake = new SeriesIntake({
      seriesKeyOf: options.seriesKeyOf,
      onSlot: (slot, seriesId) => this.#prepare(slot, seriesId),
      isJudged: (slot) => this.#rules.isJudged(slot),
    });
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
    const order = this.#order.rowsBySeries(batch.seriesIds, batch.count);
    const changes: [LevelChange, number][] = [];
    const keep: OnLevelChange = (...change) => changes.push(change);
    for (let first = 0; first < batch.count; first += SLICE_ROWS) {
      const batchRows = order.subarray(first, Math.min(batch.count, first + SLICE_ROWS));
      this.#intake.select(batch, batchRows, this.#rows, this.counters);
      const rows = this.#kinds.translate(this.#rows);
      this.#makeRoom(this.#kinds.detectorSlotCount);
      for (const { detector, opinions } of this.#judges) detector.judge(rows, opinions);
      for (let row = 0; row < rows.count; row += 1) {
        this.#follow(batch, rows, row, keep, scores);
      }
    }
    for (const change of changes.sort(([, row], [, other]) => row - other)) onLevelChange(...change);
  }

  saveState(): EngineState {
    const slots = this.#intake.size;
    return {
      slots,
      detectorSlots: this.#kinds.detectorSlotCount,
      own: new Map([
        ...this.#intake.save(),
        ...this.#kinds.saveState(slots),
        ...this.#levels.save(slots),
        ['learnt', this.#records.save(slots)],
      ]),
      detectors: new Map(
        this.#judges.map(({ kind, detector }) => [kind, detector.saveState(this.#kinds.detectorSlotCount)]),
      ),
    };
  }

  /**
   * Into a fresh engine whose detectors have room for `detectorSlots`: they are restored, or started anew, before they are given
   * to it. Throws Failure when the state does not fit.
   */
  restoreState({ slots, detectorSlots, own }: Omit<EngineState, 'detectors'>): void {
    this.#detectorSlots = detectorSlots;
    this.#kinds.restoreState(own, slots);
    this.#levels.restore(own, slots);
    this.#records.restore(own, 'learnt', slots);
    this.#intake.restore(own, slots);
  }

  #prepare(slot: number, seriesId: SeriesId): void {
    const rules = this.#rulesOf(seriesId);
    this.#rules.set(slot, rules);
    this.#kinds.prepare(slot, rules.hint, rules.kind);
    this.#levels.ensureSlots(slot + 1);
    this.#records.ensureSlots(slot + 1);
    if (this.#records.get(slot, HAS_LEARNT) === 1) this.#learnt.push(seriesId);
  }

  #makeRoom(detectorSlots: number): void {
    if (detectorSlots === this.#detectorSlots) return;
    this.#detectorSlots = detectorSlots;
    for (const { detector } of this.#judges) detector.ensureSlots(detectorSlots);
  }

  /** Brings the level of a row's series up to date. */
  #follow(
    batch: ReadingBatch,
    rows: KindRows,
    row: number,
    onLevelChange: OnLevelChange,
    scores: Float64Array | undefined,
  ): void {
    const givenRow = rows.sourceRows[row] ?? 0;
    const slot = this.#rows.slots[givenRow] ?? 0;
    const batchRow = this.#rows.batchRows[givenRow] ?? 0;
    const score = this.#highestScore(slot, rows, row);
    if (Number.isNaN(score)) return;
    const seriesId = batch.seriesIds[batchRow] ?? 0;
    this.#noteLearnt(slot, seriesId, rows.slots[row] ?? 0);
    if (rows.isState[row] === 1) return;
    if (scores !== undefined) scores[batchRow] = score;
    const millis = rows.observedAtMillis[row] ?? NaN;
    const value = rows.quantities[row] ?? NaN;
    const previousLevel = this.#levels.level(slot);
    const outcome = this.#levels.update(slot, millis, value, score, this.#rules.leastDurationMillis(slot));
    if (outcome === 'unchanged') return;
    const told = this.#levels.told(slot, millis, this.#opinion(rows, row));
    if (outcome === 'begun') return;
    const level = this.#levels.level(slot);
    this.#count(level);
    const seriesKey = this.#seriesKeyOf(seriesId);
    const observedAtMillis = batch.observedAtMillis[batchRow] ?? NaN;
    const aberration = { seriesKey, observedAtMillis, level, ...told };
    const wasConstant = rows.wasConstant[row] === 1;
    onLevelChange({ seriesId, previousLevel, aberration, wasConstant, isRate: rows.isRate(row) }, batchRow);
  }

  /** A series that goes on as another kind begins anew, also with what is usual for it. */
  #noteLearnt(slot: number, seriesId: SeriesId, detectorSlot: number): void {
    if (this.#records.get(slot, HAS_LEARNT) === 0) {
      this.#records.set(slot, HAS_LEARNT, 1);
      this.#learnt.push(seriesId);
    } else if (this.#records.get(slot, DETECTOR_SLOT) !== detectorSlot) {
      this.#levels.beginAnew(slot);
    }
    this.#records.set(slot, DETECTOR_SLOT, detectorSlot);
  }

  /** NaN when no detector has an opinion. What does not count by the rules of the series scores 0. */
  #highestScore(slot: number, rows: KindRows, row: number): number {
    let highest = NaN;
    for (let detector = 0; detector < this.#judges.length; detector += 1) {
      const opinions = this.#judges[detector]?.opinions;
      const given = opinions?.score[row] ?? NaN;
      if (opinions === undefined || Number.isNaN(given)) continue;
      const score = this.#rules.counted(slot, rows, row, detector, opinions.expected[row] ?? NaN, given);
      opinions.score[row] = score;
      if (!(score <= highest) && !Number.isNaN(score)) highest = score;
    }
    return highest;
  }

  #count(level: AberrationLevel): void {
    if (level === 'warning') this.counters.warningsEntered += 1;
    if (level === 'alarm') this.counters.alarmsEntered += 1;
  }

  #opinion(rows: KindRows, row: number): DetectorsOpinion {
    const observed = rows.quantities[row] ?? NaN;
    const verdicts = this.#verdicts(rows, row);
    const { expected = NaN, lower = NaN, upper = NaN, score = NaN } = verdicts[0] ?? {};
    return { observed, expected, lower, upper, score, direction: observed >= expected ? 'above' : 'below', verdicts };
  }

  #verdicts(rows: KindRows, row: number): DetectorVerdict[] {
    const verdicts: DetectorVerdict[] = [];
    for (const { kind, detector, opinions } of this.#judges) {
      const score = opinions.score[row] ?? NaN;
      if (Number.isNaN(score)) continue;
      verdicts.push({
        detector: kind,
        reason: detector.reasons[opinions.reason[row] ?? 0] ?? 'unknown',
        expected: rows.toQuantity(row, opinions.expected[row] ?? NaN),
        lower: rows.toQuantity(row, opinions.lower[row] ?? NaN),
        upper: rows.toQuantity(row, opinions.upper[row] ?? NaN),
        score,
      });
    }
    return verdicts.sort((one, other) => other.score - one.score);
  }
}
