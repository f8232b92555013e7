import type { Detector, DetectorState, OpinionColumns, SlotRows, StateArray } from '../../../core/ports/detector.ts';
import { cutAtEdge } from '../../calibration/cut-at-edge.ts';
import { larger } from '../../calibration/larger.ts';
import { edgeOfNormal, learnError } from '../../calibration/edge-of-normal.ts';
import { PackedRecords } from '../../state/packed-records.ts';
import { expectNoOthers } from '../../state/saved-state.ts';
import type { CoefficientOfVariationConfig } from './config.ts';
import {
  FIRST_FREE_FLOAT,
  FLOATS,
  JUST_FULL,
  MOMENT_RECORD_BYTES,
  SlidingMoments,
  WAS_FULL,
} from './sliding-moments.ts';

/** How fast the expected unsteadiness follows, a reading: slower than the window, so that a rise stands out. */
const EXPECTED_GAIN = 0.05;
/** Rises of the unsteadiness below this are never news. */
const FLOOR = 0.01;
/** Windows overlap, so one error says little more than the one before: normal reaches this much further. */
const OVERLAP_WIDENING = 2;
/** The band people are shown: as many standard deviations as the series may have. */
const BAND_DEVIATIONS = 3;

const EXPECTED = FIRST_FREE_FLOAT;
const USUAL_SIZE = EXPECTED + 1;
const EDGE = USUAL_SIZE + 1;
/** No mean is further from zero, so that 32 bits hold it. */
const LARGEST_SIZE = 1e37;

/**
 * Judges how unsteady the latest readings are by how unsteady the series used to be. The coefficient of
 * variation c = deviation / |mean| explodes near a mean of 0, so its bounded form c / (1 + c) is compared.
 * Only rises count: a series that calms down is none of its business.
 */
export class CoefficientOfVariationDetector implements Detector {
  readonly reasons = ['spread'];
  readonly #moments: SlidingMoments;
  readonly #records = new PackedRecords(MOMENT_RECORD_BYTES);

  constructor(config: CoefficientOfVariationConfig) {
    this.#moments = new SlidingMoments(config.windowReadings);
  }

  ensureSlots(slots: number): void {
    this.#moments.ensureSlots(slots);
    this.#records.ensureSlots(slots);
  }

  judge(rows: SlotRows, opinions: OpinionColumns): void {
    const { expected, lower, upper, score, reason } = opinions;
    // The opinions' own columns carry the moments from the one loop to the other.
    this.#moments.addRows(rows, this.#records, { meanBefore: expected, mean: upper, deviation: lower, window: reason });
    const { floats, integers } = this.#records;
    const { count, slots } = rows;
    for (let row = 0; row < count; row += 1) {
      const at4 = (slots[row] ?? 0) * FLOATS;
      const usual = expected[row] ?? 0;
      const deviation = lower[row] ?? 0;
      // |mean|, falling slowly: when a burst leaves the window its mean falls at once, and nothing became unsteady.
      const size = Math.abs(upper[row] ?? 0);
      const fallen = (1 - EXPECTED_GAIN) * (floats[at4 + USUAL_SIZE] ?? 0) + EXPECTED_GAIN * size;
      const followed = larger(size, fallen);
      floats[at4 + USUAL_SIZE] = followed < LARGEST_SIZE ? followed : LARGEST_SIZE;
      // c / (1 + c): 0 for a constant series, 1 around a mean of 0.
      const unsteadiness = deviation === 0 ? 0 : deviation / (deviation + followed);
      const before = floats[at4 + EXPECTED] ?? 0;
      const rise = unsteadiness - before;
      let edge = NaN;
      if (reason[row] === WAS_FULL) {
        edge = OVERLAP_WIDENING * edgeOfNormal(floats, integers, at4 + EDGE, FLOOR);
        learnError(floats, integers, at4 + EDGE, Math.abs(rise), edge);
        const learnt = cutAtEdge(unsteadiness, before, edge);
        floats[at4 + EXPECTED] = before + EXPECTED_GAIN * (learnt - before);
      } else if (reason[row] === JUST_FULL) {
        floats[at4 + EXPECTED] = unsteadiness;
      }
      const share = unsteadiness <= before + edge ? 1 : (before + edge) / unsteadiness;
      const halfWidth = BAND_DEVIATIONS * deviation * share;
      expected[row] = edge === edge ? usual : NaN;
      lower[row] = usual - halfWidth;
      upper[row] = usual + halfWidth;
      score[row] = (rise + Math.abs(rise)) / (2 * edge);
      reason[row] = 0;
    }
  }

  saveState(slots: number): DetectorState {
    return new Map<string, StateArray>([['series', this.#records.save(slots)], ...this.#moments.save('recent', slots)]);
  }

  restoreState(state: DetectorState, slots: number): void {
    expectNoOthers(state, new Set(['series', ...this.#moments.restore(state, 'recent', slots)]));
    this.#records.restore(state, 'series', slots);
  }
}
