import type { Aberration, AberrationLevel } from '../core/aberration.ts';
import type { DetectorState } from '../core/ports/detector.ts';
import { LevelTracker } from './level-tracker.ts';
import { DEFAULT_LEVEL_THRESHOLDS, type LevelThresholds } from './level-thresholds.ts';
import { WayBack } from './way-back.ts';

/** What the detectors say of a reading, whatever its series has been through. */
export type DetectorsOpinion = Omit<Aberration, 'seriesKey' | 'observedAtMillis' | 'level'>;

/** `begun`: a disturbance is under way that has to last before a level is entered. */
export type LevelOutcome = 'unchanged' | 'begun' | 'changed';

/** The level of each slot from its first abnormal reading to the end of the way back to what was usual before. */
export class SeriesLevels {
  readonly #thresholds: LevelThresholds;
  readonly #levels: LevelTracker;
  readonly #wayBack = new WayBack();
  /** Of the latest reading. */
  #isBack = false;
  #isAway = false;
  #heldScore = 0;

  constructor(thresholds: LevelThresholds = DEFAULT_LEVEL_THRESHOLDS) {
    this.#thresholds = thresholds;
    this.#levels = new LevelTracker(thresholds);
  }

  ensureSlots(slots: number): void {
    this.#levels.ensureSlots(slots);
    this.#wayBack.ensureSlots(slots);
  }

  level(slot: number): AberrationLevel {
    return this.#levels.level(slot);
  }

  /** The series goes on as another kind: no old band applies. */
  beginAnew(slot: number): void {
    this.#wayBack.forget(slot);
  }

  /** Takes the slot's next reading. Unless nothing changed, `told` is to be called before the next update. */
  update(slot: number, millis: number, value: number, score: number, leastDurationMillis: number): LevelOutcome {
    this.#isBack = this.#wayBack.leadsTo(slot, millis, value);
    this.#isAway = !this.#isBack && this.#wayBack.isOpen(slot, millis);
    this.#heldScore = this.#levels.heldScore(slot);
    this.#wayBack.follow(slot, this.#isBack && score < this.#thresholds.leaveBelowScore);
    const counted = this.#isBack ? 0 : score;
    if (this.#levels.update(slot, counted, millis, leastDurationMillis, this.#isAway)) return 'changed';
    return this.#heldScore === 0 && this.#levels.heldScore(slot) > 0 ? 'begun' : 'unchanged';
  }

  /**
   * What is to be said of the latest reading. On the way back, and of a disturbance that had to last first, it is told by what
   * was usual before, not by what the detectors have learnt since.
   */
  told(slot: number, millis: number, opinion: DetectorsOpinion): DetectorsOpinion {
    const { observed, lower, upper } = opinion;
    if (this.#isBack) return { ...opinion, ...this.#wayBack.usual(slot), score: 0 };
    if (this.#isAway && this.#heldScore > opinion.score) {
      const usual = this.#wayBack.usual(slot);
      const direction = observed >= usual.expected ? 'above' : 'below';
      return { ...opinion, ...usual, direction, score: this.#heldScore };
    }
    // A reading within its band is strange for how the series moves; then the band is no place to return to.
    if (observed < lower || observed > upper) this.#wayBack.remember(slot, millis, opinion);
    return opinion;
  }

  save(slots: number): [string, Float64Array][] {
    return [
      ['levels', this.#levels.save(slots)],
      ['way-back', this.#wayBack.save(slots)],
    ];
  }

  restore(state: DetectorState, slots: number): void {
    this.#levels.restore(state, 'levels', slots);
    this.#wayBack.restore(state, 'way-back', slots);
  }
}
