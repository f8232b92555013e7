import type { AberrationLevel } from '../core/aberration.ts';
import type { DetectorState } from '../core/ports/detector.ts';
import { DEFAULT_LEVEL_THRESHOLDS, type LevelThresholds } from './level-thresholds.ts';
import { FloatRecords } from './state/float-records.ts';

const LEVELS = ['normal', 'warning', 'alarm'] as const satisfies readonly AberrationLevel[];
const NORMAL = 0;
const WARNING = 1;
const ALARM = 2;

const LEVEL = 0;
const ABNORMAL_RUN = 1;
const NORMAL_RUN = 2;
const ABNORMAL_SINCE_MILLIS = 3;
/** The highest score of a disturbance that has not lasted yet; 0 when there is none. */
const HELD_SCORE = 4;
const HELD_SINCE_MILLIS = 5;
/** Until then the series is young; 0 before its first score. */
const YOUNG_UNTIL_MILLIS = 6;
/** What a score counts towards entering a level while the series is young: 1 until it has entered one. */
const YOUNG_WEIGHT = 7;
const FIELDS = 8;

/**
 * In its first week nobody knows yet what a series does again and again: the levels it has entered make the next harder to
 * enter. What is as far off as can be must still be so for two readings, and then it always counts.
 */
const YOUNG_MILLIS = 7 * 24 * 60 * 60 * 1000;
const WEIGHT_AFTER_FIRST = 0.25;
const MOST_WHEN_REPEATED = 5;

/** The level of each slot, with hysteresis: it enters fast, leaves slowly and falls from `alarm` only to `normal`. */
export class LevelTracker {
  readonly #thresholds: LevelThresholds;
  readonly #records = new FloatRecords(FIELDS);

  constructor(thresholds: LevelThresholds = DEFAULT_LEVEL_THRESHOLDS) {
    this.#thresholds = thresholds;
  }

  ensureSlots(slots: number): void {
    this.#records.ensureSlots(slots);
  }

  level(slot: number): AberrationLevel {
    return LEVELS[this.#records.get(slot, LEVEL)] ?? 'normal';
  }

  /** The highest score of a disturbance that has not lasted long enough yet; 0 when there is none. */
  heldScore(slot: number): number {
    return this.#records.get(slot, HELD_SCORE);
  }

  /**
   * Takes the score of the slot's next reading; true when the level changed. No level is entered before a disturbance has
   * lasted for `leastDurationMillis`. It lasts while scores are abnormal or the series `isAway`: not where it was before,
   * whatever the detectors have learnt since.
   */
  update(slot: number, score: number, millis: number, leastDurationMillis: number, isAway = false): boolean {
    const before = this.#records.get(slot, LEVEL);
    const counted = before === NORMAL ? this.#counted(slot, millis, score) : score;
    this.#countRuns(slot, counted, millis);
    const isHeld =
      before === NORMAL && leastDurationMillis > 0 && this.#isHeld(slot, counted, millis, leastDurationMillis, isAway);
    const after = isHeld ? NORMAL : this.#nextLevel(slot, before, counted, Math.max(score, this.heldScore(slot)));
    this.#records.set(slot, LEVEL, after);
    if (before === NORMAL && after !== NORMAL) this.#records.set(slot, YOUNG_WEIGHT, WEIGHT_AFTER_FIRST);
    if (!isHeld) this.#records.set(slot, HELD_SCORE, 0);
    return after !== before;
  }

  save(slots: number): Float64Array {
    return this.#records.save(slots);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    this.#records.restore(state, name, slots);
  }

  /** What a score counts towards entering a level. */
  #counted(slot: number, millis: number, score: number): number {
    const youngUntilMillis = this.#records.get(slot, YOUNG_UNTIL_MILLIS);
    if (youngUntilMillis === 0) {
      this.#records.set(slot, YOUNG_UNTIL_MILLIS, millis + YOUNG_MILLIS);
      this.#records.set(slot, YOUNG_WEIGHT, 1);
      return score;
    }
    const weight = millis < youngUntilMillis ? this.#records.get(slot, YOUNG_WEIGHT) : 1;
    return weight === 1 ? score : weight * Math.min(MOST_WHEN_REPEATED, score);
  }

  #countRuns(slot: number, score: number, millis: number): void {
    const { warningScore, leaveBelowScore } = this.#thresholds;
    const abnormalRun = this.#records.get(slot, ABNORMAL_RUN);
    const isAbnormal = score >= warningScore;
    if (isAbnormal && abnormalRun === 0) this.#records.set(slot, ABNORMAL_SINCE_MILLIS, millis);
    this.#records.set(slot, ABNORMAL_RUN, isAbnormal ? abnormalRun + 1 : 0);
    this.#records.set(slot, NORMAL_RUN, score < leaveBelowScore ? this.#records.get(slot, NORMAL_RUN) + 1 : 0);
  }

  /** Whether a disturbance is under way that has not lasted long enough. */
  #isHeld(slot: number, score: number, millis: number, leastDurationMillis: number, isAway: boolean): boolean {
    const held = this.#records.get(slot, HELD_SCORE);
    if (held === 0 ? !this.#isEnough(slot, score) : !isAway && score < this.#thresholds.warningScore) {
      this.#records.set(slot, HELD_SCORE, 0);
      return false;
    }
    if (held === 0) this.#records.set(slot, HELD_SINCE_MILLIS, this.#records.get(slot, ABNORMAL_SINCE_MILLIS));
    this.#records.set(slot, HELD_SCORE, Math.max(held, score));
    return millis - this.#records.get(slot, HELD_SINCE_MILLIS) < leastDurationMillis;
  }

  #isEnough(slot: number, score: number): boolean {
    const { warningScore, enterAtOnceScore, enterAfterReadings } = this.#thresholds;
    const isConfirmed = score >= enterAtOnceScore || this.#records.get(slot, ABNORMAL_RUN) >= enterAfterReadings;
    return isConfirmed && score >= warningScore;
  }

  #nextLevel(slot: number, level: number, counted: number, score: number): number {
    const { alarmScore, leaveAfterReadings } = this.#thresholds;
    if (level !== NORMAL && this.#records.get(slot, NORMAL_RUN) >= leaveAfterReadings) return NORMAL;
    const hasLasted = this.heldScore(slot) > 0;
    if (!hasLasted && !this.#isEnough(slot, counted)) return level;
    if (score >= alarmScore) return ALARM;
    return level === NORMAL ? WARNING : level;
  }
}
