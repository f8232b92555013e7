import type { Detector, DetectorState, OpinionColumns, SlotRows } from '../../../core/ports/detector.ts';
import { cutAtEdge } from '../../calibration/cut-at-edge.ts';
import { EDGE_FIELDS, edgeOfNormal, learnError } from '../../calibration/edge-of-normal.ts';
import { FloatRecords } from '../../state/float-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import type { CoefficientOfVariationConfig } from './config.ts';
import { IS_FULL, MEAN, MOMENT_FIELDS, SlidingMoments } from './sliding-moments.ts';

/** How fast the expected unsteadiness follows, a reading: slower than the window, so that a rise stands out. */
const EXPECTED_GAIN = 0.05;
/** Rises of the unsteadiness below this are never news. */
const FLOOR = 0.01;
/** Windows overlap, so one error says little more than the one before: normal reaches this much further. */
const OVERLAP_WIDENING = 2;
/** The band people are shown: as many standard deviations as the series may have. */
const BAND_DEVIATIONS = 3;

const EXPECTED = MOMENT_FIELDS;
const USUAL_SIZE = EXPECTED + 1;
const EDGE = USUAL_SIZE + 1;
const FIELDS = EDGE + EDGE_FIELDS;

/**
 * Judges how unsteady the latest readings are by how unsteady the series used to be. The coefficient of
 * variation c = deviation / |mean| explodes near a mean of 0, so its bounded form c / (1 + c) is compared.
 * Only rises count: a series that calms down is none of its business.
 */
export class CoefficientOfVariationDetector implements Detector {
  readonly reasons = ['spread'];
  readonly #moments: SlidingMoments;
  readonly #records = new FloatRecords(FIELDS);

  constructor(config: CoefficientOfVariationConfig) {
    this.#moments = new SlidingMoments(config.windowReadings);
  }

  ensureSlots(slots: number): void {
    this.#moments.ensureSlots(slots);
    this.#records.ensureSlots(slots);
  }

  judge({ count, slots, values }: SlotRows, { expected, lower, upper, score, reason }: OpinionColumns): void {
    const records = this.#records.numbers;
    const moments = this.#moments;
    for (let row = 0; row < count; row += 1) {
      const slot = slots[row] ?? 0;
      const at = slot * FIELDS;
      const usual = records[at + MEAN] ?? 0;
      const wasFull = records[at + IS_FULL] !== 0;
      const isFull = moments.add(records, at, slot, values[row] ?? 0);
      const deviation = moments.standardDeviation(records, at);
      const size = followSize(records, at);
      // c / (1 + c): 0 for a constant series, 1 around a mean of 0.
      const unsteadiness = deviation === 0 ? 0 : deviation / (deviation + size);
      const before = records[at + EXPECTED] ?? 0;
      const rise = unsteadiness - before;
      let edge = NaN;
      if (wasFull) {
        edge = OVERLAP_WIDENING * edgeOfNormal(records, at + EDGE, FLOOR);
        learnError(records, at + EDGE, Math.abs(rise), edge);
        const learnt = cutAtEdge(unsteadiness, before, edge);
        records[at + EXPECTED] = before + EXPECTED_GAIN * (learnt - before);
      } else if (isFull) {
        records[at + EXPECTED] = unsteadiness;
      }
      const share = unsteadiness <= before + edge ? 1 : (before + edge) / unsteadiness;
      const halfWidth = BAND_DEVIATIONS * deviation * share;
      expected[row] = edge === edge ? usual : NaN;
      lower[row] = usual - halfWidth;
      upper[row] = usual + halfWidth;
      score[row] = (rise > 0 ? rise : 0) / edge;
      reason[row] = 0;
    }
  }

  saveState(slots: number): DetectorState {
    return new Map([['series', this.#records.save(slots)], ...this.#moments.save('recent', slots)]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['series', ...this.#moments.restore(state, 'recent', slots)]));
    this.#records.restore(state, 'series', slots);
  }
}

/** |mean|, falling slowly: when a burst leaves the window its mean falls at once, and nothing became unsteady. */
function followSize(records: Float64Array, at: number): number {
  const size = Math.abs(records[at + MEAN] ?? 0);
  const usual = records[at + USUAL_SIZE] ?? 0;
  const fallen = usual + EXPECTED_GAIN * (size - usual);
  const followed = size > fallen ? size : fallen;
  records[at + USUAL_SIZE] = followed;
  return followed;
}
