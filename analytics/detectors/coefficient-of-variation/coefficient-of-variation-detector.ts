import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { EdgeOfNormal } from '../../calibration/edge-of-normal.ts';
import { cutAtEdge, writeNoOpinion, writeOpinion } from '../../calibration/opinion.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import type { CoefficientOfVariationConfig } from './config.ts';
import { SlidingMoments } from './sliding-moments.ts';

/** How fast the expected unsteadiness follows, a reading: slower than the window, so that a rise stands out. */
const EXPECTED_GAIN = 0.05;
/** Rises of the unsteadiness below this are never news. */
const FLOOR = 0.01;
/** Windows overlap, so one error says little more than the one before: normal reaches this much further. */
const OVERLAP_WIDENING = 2;
/** The band people are shown: as many standard deviations as the series may have. */
const BAND_DEVIATIONS = 3;

const JUDGED = 0;
const EXPECTED = 1;
const USUAL_SIZE = 2;
const FIELDS = 3;

/**
 * Judges how unsteady the latest readings are by how unsteady the series used to be. The coefficient of
 * variation c = deviation / |mean| explodes near a mean of 0, so its bounded form c / (1 + c) is compared.
 * Only rises count: a series that calms down is none of its business.
 */
export class CoefficientOfVariationDetector implements Detector {
  readonly reasons = ['spread'];
  readonly #moments: SlidingMoments;
  readonly #edge = new EdgeOfNormal();
  readonly #records = new FloatRecords(FIELDS);

  constructor(config: CoefficientOfVariationConfig) {
    this.#moments = new SlidingMoments(config.windowReadings);
  }

  ensureSlots(slots: number): void {
    this.#moments.ensureSlots(slots);
    this.#edge.ensureSlots(slots);
    this.#records.ensureSlots(slots);
  }

  judge({ count, slots, values }: SlotRows, opinions: OpinionColumns): void {
    for (let row = 0; row < count; row += 1) {
      this.#take(slots[row] ?? 0, values[row] ?? NaN, opinions, row);
    }
  }

  saveState(slots: number): DetectorState {
    return new Map([
      ['moments', this.#moments.save(slots)],
      ['edge', this.#edge.save(slots)],
      ['usual', this.#records.save(slots)],
    ]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['moments', 'edge', 'usual']));
    this.#moments.restore(state, 'moments', slots);
    this.#edge.restore(state, 'edge', slots);
    this.#records.restore(state, 'usual', slots);
  }

  #take(slot: number, value: number, opinions: OpinionColumns, row: number): void {
    const usual = this.#moments.mean(slot);
    this.#moments.add(slot, value);
    const deviation = this.#moments.standardDeviation(slot);
    const unsteadiness = boundedRatio(deviation, this.#size(slot));
    if (!this.#moments.isFull(slot) || Number.isNaN(unsteadiness)) {
      writeNoOpinion(opinions, row);
    } else if (this.#records.get(slot, JUDGED) === 0) {
      this.#records.set(slot, JUDGED, 1);
      this.#records.set(slot, EXPECTED, unsteadiness);
      writeNoOpinion(opinions, row);
    } else {
      this.#judge(slot, unsteadiness, usual, deviation, opinions, row);
    }
  }

  /** |mean|, falling slowly: when a burst leaves the window its mean falls at once, and nothing became unsteady. */
  #size(slot: number): number {
    const size = Math.abs(this.#moments.mean(slot));
    const usual = this.#records.get(slot, USUAL_SIZE);
    const followed = Math.max(size, usual + EXPECTED_GAIN * (size - usual));
    this.#records.set(slot, USUAL_SIZE, followed);
    return followed;
  }

  #judge(
    slot: number,
    unsteadiness: number,
    usual: number,
    deviation: number,
    opinions: OpinionColumns,
    row: number,
  ): void {
    const expected = this.#records.get(slot, EXPECTED);
    const rise = unsteadiness - expected;
    const edge = OVERLAP_WIDENING * this.#edge.halfWidth(slot, FLOOR);
    const share = unsteadiness > 0 ? Math.min(1, (expected + edge) / unsteadiness) : 1;
    writeOpinion(opinions, row, usual, BAND_DEVIATIONS * deviation * share, Math.max(0, rise) / edge);
    this.#edge.learn(slot, rise, edge);
    const learnt = cutAtEdge(unsteadiness, expected, edge);
    this.#records.set(slot, EXPECTED, expected + EXPECTED_GAIN * (learnt - expected));
  }
}

/** c / (1 + c) of c = deviation / size: 0 for a constant series, 1 around a mean of 0. NaN after an overflow. */
function boundedRatio(deviation: number, size: number): number {
  return deviation === 0 ? 0 : deviation / (deviation + size);
}
