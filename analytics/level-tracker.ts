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
const FIELDS = 6;

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
    this.#countRuns(slot, score, millis);
    const before = this.#records.get(slot, LEVEL);
    const isHeld =
      before === NORMAL && leastDurationMillis > 0 && this.#isHeld(slot, score, millis, leastDurationMillis, isAway);
    const after = isHeld ? NORMAL : this.#nextLevel(slot, before, Math.max(score, this.heldScore(slot)));
    this.#records.set(slot, LEVEL, after);
    if (!isHeld) this.#records.set(slot, HELD_SCORE, 0);
    return after !== before;
  }

  save(slots: number): Float64Array {
    return this.#records.save(slots);
  }

  restore(state: DetectorState, name: string, slots: number): void {
    this.#records.restore(state, name, slots);
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

  #nextLevel(slot: number, level: number, score: number): number {
    const { alarmScore, leaveAfterReadings } = this.#thresholds;
    if (level !== NORMAL && this.#records.get(slot, NORMAL_RUN) >= leaveAfterReadings) return NORMAL;
    const hasLasted = this.heldScore(slot) > 0;
    if (!hasLasted && !this.#isEnough(slot, score)) return level;
    if (score >= alarmScore) return ALARM;
    return level === NORMAL ? WARNING : level;
  }
}
