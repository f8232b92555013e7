import type { Detector } from '../core/ports/detector.ts';
import type { ExpectedBand } from '../core/ports/expected-band.ts';
import { createOpinionColumns } from './state/opinion-columns.ts';

/** Replays each series through a detector of its own, from `createDetector`. */
export function createExpectedBand(createDetector: () => Detector): ExpectedBand {
  return ({ observedAtMillis, values }) => {
    const detector = createDetector();
    detector.ensureSlots(1);
    const count = values.length;
    const opinions = createOpinionColumns(count);
    detector.judge({ count, slots: new Int32Array(count), observedAtMillis, values }, opinions);
    const { expected, lower, upper } = opinions;
    return { observedAtMillis, values, expected, lower, upper };
  };
}
