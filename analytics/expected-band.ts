import type { Detector } from '../core/ports/detector.ts';
import type { ExpectedBand } from '../core/ports/expected-band.ts';
import { SeriesKinds } from './kinds/series-kinds.ts';
import { createOpinionColumns } from './state/opinion-columns.ts';

/**
 * Replays each series through a detector of its own, from `createDetector`, judged as what its readings show it to be. Of a
 * counter it is told which readings were expected, not which rates.
 */
export function createExpectedBand(createDetector: () => Detector): ExpectedBand {
  return ({ observedAtMillis, values }) => {
    const detector = createDetector();
    const kinds = new SeriesKinds();
    kinds.prepare(0, 'none');
    const count = values.length;
    const rows = kinds.translate({ count, slots: new Int32Array(count), observedAtMillis, values });
    detector.ensureSlots(Math.max(1, kinds.detectorSlotCount));
    const opinions = createOpinionColumns(rows.count);
    detector.judge(rows, opinions);
    const asReadings = (judged: Float64Array): Float64Array => {
      const readings = new Float64Array(count).fill(NaN);
      for (let row = 0; row < rows.count; row += 1) {
        readings[rows.sourceRows[row] ?? 0] = rows.toReading(row, judged[row] ?? NaN);
      }
      return readings;
    };
    return {
      observedAtMillis,
      values,
      expected: asReadings(opinions.expected),
      lower: asReadings(opinions.lower),
      upper: asReadings(opinions.upper),
    };
  };
}
