import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { ASPECTS, BAND_DEVIATIONS, ScoreBank } from '../../score/score-bank.ts';
import { CalmRows } from './calm-rows.ts';

const CALM = 'calm-rows';

/** The series score as a detector: how rare each row is in its own past. The level of a series makes one event of what lasts. */
export class SeriesScoreDetector implements Detector {
  readonly reasons = ASPECTS;
  readonly #bank = new ScoreBank();
  readonly #calm = new CalmRows();
  /** Of the row last judged; one object serves all. */
  readonly #judged = { expected: NaN, halfWidth: NaN, deviation: NaN, score: NaN, reason: 0, spacingMillis: 0 };

  ensureSlots(slots: number): void {
    this.#bank.ensureSlots(slots);
    this.#calm.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    const calm = this.#calm;
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const millis = observedAtMillis[row] ?? NaN;
      const value = values[row] ?? NaN;
      if (!calm.keeps(slot, millis, value)) this.#judgeOne(slot, millis, value);
      const expected = calm.expected(slot);
      const halfWidth = calm.halfWidth(slot);
      opinions.expected[row] = expected;
      opinions.lower[row] = expected - halfWidth;
      opinions.upper[row] = expected + halfWidth;
      opinions.score[row] = calm.score(slot);
      opinions.reason[row] = calm.reason(slot);
    }
  }

  saveState(slots: number): DetectorState {
    return new Map([...this.#bank.save(slots), [CALM, this.#calm.save(slots)]]);
  }

  restoreState(state: DetectorState, slots: number): void {
    this.#calm.restore(state, CALM, slots);
    this.#bank.restore(new Map([...state].filter(([name]) => name !== CALM)), slots);
  }

  /** Takes what was kept first. */
  #judgeOne(slot: number, millis: number, value: number): void {
    const bank = this.#bank;
    const kept = this.#calm.takeKept(slot);
    for (let row = 0; row < kept; row += 1) {
      bank.follow(slot, this.#calm.timeOf(slot, row), this.#calm.valueOf(slot, row));
    }
    bank.update(slot, millis, value, kept);
    const judged = this.#judged;
    judged.expected = bank.expected;
    judged.halfWidth = bank.halfWidth;
    judged.deviation = bank.halfWidth / BAND_DEVIATIONS;
    judged.score = bank.surprise;
    judged.reason = bank.strongestAspect;
    judged.spacingMillis = bank.spacingMillis;
    this.#calm.note(slot, judged);
  }
}
