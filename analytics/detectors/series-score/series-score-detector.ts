import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { ASPECTS, ScoreBank } from '../../score/score-bank.ts';

/** The series score as a detector: how rare each row is in its own past. The level of a series makes one event of what lasts. */
export class SeriesScoreDetector implements Detector {
  readonly reasons = ASPECTS;
  readonly #bank = new ScoreBank();

  ensureSlots(slots: number): void {
    this.#bank.ensureSlots(slots);
  }

  judge({ count, slots, observedAtMillis, values }: SlotRows, opinions: OpinionColumns): void {
    const bank = this.#bank;
    for (let row = 0; row < count; row += 1) {
      bank.update(slots[row] ?? 0, observedAtMillis[row] ?? NaN, values[row] ?? NaN);
      const { expected, halfWidth } = bank;
      opinions.expected[row] = expected;
      opinions.lower[row] = expected - halfWidth;
      opinions.upper[row] = expected + halfWidth;
      opinions.score[row] = bank.surprise;
      opinions.reason[row] = bank.strongestAspect;
    }
  }

  saveState(slots: number): DetectorState {
    return this.#bank.save(slots);
  }

  restoreState(state: DetectorState, slots: number): void {
    this.#bank.restore(state, slots);
  }
}
