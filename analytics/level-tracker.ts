import type { AberrationLevel } from '../core/aberration.ts';
import { DEFAULT_LEVEL_THRESHOLDS, type LevelThresholds } from './level-thresholds.ts';

const LEVELS = ['normal', 'warning', 'alarm'] as const satisfies readonly AberrationLevel[];
const NORMAL = 0;
const WARNING = 1;
const ALARM = 2;

const LEVEL = 0;
const ABNORMAL_RUN = 1;
const NORMAL_RUN = 2;
const FIELDS = 3;

/** The level of each slot, with hysteresis: it enters fast, leaves slowly and falls from `alarm` only to `normal`. */
export class LevelTracker {
  readonly #thresholds: LevelThresholds;
  #states = new Uint8Array(0);

  constructor(thresholds: LevelThresholds = DEFAULT_LEVEL_THRESHOLDS) {
    this.#thresholds = thresholds;
  }

  ensureSlots(slots: number): void {
    const needed = slots * FIELDS;
    if (needed <= this.#states.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#states.length * 2));
    larger.set(this.#states);
    this.#states = larger;
  }

  level(slot: number): AberrationLevel {
    return LEVELS[this.#get(slot, LEVEL)] ?? 'normal';
  }

  /** Takes the score of the slot's next reading; true when the level changed. */
  update(slot: number, score: number): boolean {
    const { warningScore, leaveBelowScore } = this.#thresholds;
    this.#set(slot, ABNORMAL_RUN, score >= warningScore ? nextOfRun(this.#get(slot, ABNORMAL_RUN)) : 0);
    this.#set(slot, NORMAL_RUN, score < leaveBelowScore ? nextOfRun(this.#get(slot, NORMAL_RUN)) : 0);
    const before = this.#get(slot, LEVEL);
    const after = this.#nextLevel(slot, before, score);
    this.#set(slot, LEVEL, after);
    return after !== before;
  }

  #nextLevel(slot: number, level: number, score: number): number {
    const { alarmScore, enterAtOnceScore, enterAfterReadings, warningScore, leaveAfterReadings } = this.#thresholds;
    if (level !== NORMAL && this.#get(slot, NORMAL_RUN) >= leaveAfterReadings) return NORMAL;
    const isConfirmed = score >= enterAtOnceScore || this.#get(slot, ABNORMAL_RUN) >= enterAfterReadings;
    if (isConfirmed && score >= alarmScore) return ALARM;
    if (isConfirmed && score >= warningScore && level === NORMAL) return WARNING;
    return level;
  }

  #get(slot: number, field: number): number {
    return this.#states[slot * FIELDS + field] ?? 0;
  }

  #set(slot: number, field: number, value: number): void {
    this.#states[slot * FIELDS + field] = value;
  }
}

/** A run is counted in a byte: longer ones stay at its maximum. */
function nextOfRun(run: number): number {
  return Math.min(run + 1, 255);
}
