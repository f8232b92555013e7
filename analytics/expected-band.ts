import type { Detector, Opinion } from '../core/ports/detector.ts';
import type { ExpectedBand } from '../core/ports/expected-band.ts';

const ONLY_SLOT = 0;

/** Replays each series through a detector of its own, from `createDetector`. */
export function createExpectedBand(createDetector: () => Detector): ExpectedBand {
  return ({ observedAtMillis, values }) => {
    const detector = createDetector();
    detector.ensureSlots(ONLY_SLOT + 1);
    const opinion: Opinion = { expected: NaN, lower: NaN, upper: NaN, score: NaN };
    const expected = new Float64Array(values.length);
    const lower = new Float64Array(values.length);
    const upper = new Float64Array(values.length);
    for (const [row, value] of values.entries()) {
      detector.update(ONLY_SLOT, observedAtMillis[row] ?? NaN, value, opinion);
      expected[row] = opinion.expected;
      lower[row] = opinion.lower;
      upper[row] = opinion.upper;
    }
    return { observedAtMillis, values, expected, lower, upper };
  };
}
