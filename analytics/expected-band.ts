import type { Opinion } from '../core/ports/detector.ts';
import type { BandColumns, ExpectedBand } from '../core/ports/expected-band.ts';
import { holtWintersConfigSchema } from './detectors/holt-winters/config.ts';
import { HoltWintersDetector } from './detectors/holt-winters/holt-winters-detector.ts';

const ONLY_SLOT = 0;

/** Replays one series through a fresh Holt-Winters detector with its default settings. */
export const expectedBand: ExpectedBand = (columns): BandColumns => {
  const { observedAtMillis, values } = columns;
  const detector = new HoltWintersDetector(holtWintersConfigSchema.parse({}));
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
