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
const FIELDS = 4;

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

  /**
   * Takes the score of the slot's next reading; true when the level changed. No level is entered before readings have
   * been abnormal for `leastDurationMillis`.
   */
  update(slot: number, score: number, millis: number, leastDurationMillis: number): boolean {
    this.#countRuns(slot, score, millis);
    const before = this.#records.get(slot, LEVEL);
    const hasLasted = millis - this.#records.get(slot, ABNORMAL_SINCE_MILLIS) >= leastDurationMillis;
    const after = this.#nextLevel(slot, before, score, hasLasted);
    this.#records.set(slot, LEVEL, after);
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

  #nextLevel(slot: number, level: number, score: number, hasLasted: boolean): number {
    const { alarmScore, enterAtOnceScore, enterAfterReadings, warningScore, leaveAfterReadings } = this.#thresholds;
    if (level !== NORMAL && this.#records.get(slot, NORMAL_RUN) >= leaveAfterReadings) return NORMAL;
    const isEnough = score >= enterAtOnceScore || this.#records.get(slot, ABNORMAL_RUN) >= enterAfterReadings;
    const isConfirmed = isEnough && hasLasted;
    if (isConfirmed && score >= alarmScore) return ALARM;
    if (isConfirmed && score >= warningScore && level === NORMAL) return WARNING;
    return level;
  }
}
