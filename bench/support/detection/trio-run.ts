import coefficientOfVariation from '../../../analytics/detectors/coefficient-of-variation/plugin.ts';
import holtWinters from '../../../analytics/detectors/holt-winters/plugin.ts';
import timeShift from '../../../analytics/detectors/time-shift/plugin.ts';
import { createOpinionColumns } from '../../../analytics/state/opinion-columns.ts';
import { SeriesOrder } from '../../../analytics/state/series-order.ts';
import type { Detector } from '../../../core/ports/detector.ts';
import type { Readings } from './readings.ts';

const SLICE_ROWS = 4096;

/** With time slots of this length; as they are without configuration unless given. */
export function createTrio(slotMinutes?: number): Detector[] {
  const season = slotMinutes === undefined ? {} : { slotMinutes };
  return [
    coefficientOfVariation.create(coefficientOfVariation.configSchema.parse({})),
    timeShift.create(timeShift.configSchema.parse(season)),
    holtWinters.create(holtWinters.configSchema.parse(season)),
  ];
}

/** Judges readings by the three detectors: slice after slice of a batch, each detector on every row of the slice. */
export class TrioRun {
  readonly detectors: readonly Detector[];
  readonly #opinions = createOpinionColumns(SLICE_ROWS);
  readonly #order = new SeriesOrder();
  readonly #rows = {
    count: 0,
    slots: new Int32Array(SLICE_ROWS),
    observedAtMillis: new Float64Array(SLICE_ROWS),
    values: new Float64Array(SLICE_ROWS),
  };
  /** Nonsense that depends on every slice: what was judged cannot be left out. */
  checksum = 0;

  constructor(series: number, slotMinutes?: number) {
    this.detectors = createTrio(slotMinutes);
    for (const detector of this.detectors) detector.ensureSlots(series);
  }

  /** Readings in any order; they are put in that of their series first. */
  judge(readings: Readings): void {
    const order = this.#order.rowsBySeries(readings.seriesIds, readings.count);
    for (let first = 0; first < readings.count; first += SLICE_ROWS) {
      this.#gather(readings, order, first);
      for (const detector of this.detectors) {
        detector.judge(this.#rows, this.#opinions);
        this.checksum += this.#opinions.score[0] ?? 0;
      }
    }
  }

  /** Readings in the order of their series, all slots one after the other. */
  judgeInOrder({ count, seriesIds, observedAtMillis, values }: Readings): void {
    for (let first = 0; first < count; first += SLICE_ROWS) {
      const end = Math.min(count, first + SLICE_ROWS);
      const rows = {
        count: end - first,
        slots: seriesIds.subarray(first, end),
        observedAtMillis: observedAtMillis.subarray(first, end),
        values: values.subarray(first, end),
      };
      for (const detector of this.detectors) {
        detector.judge(rows, this.#opinions);
        this.checksum += this.#opinions.score[0] ?? 0;
      }
    }
  }

  #gather({ count, seriesIds, observedAtMillis, values }: Readings, order: Int32Array, first: number): void {
    const rows = this.#rows;
    rows.count = Math.min(SLICE_ROWS, count - first);
    for (let index = 0; index < rows.count; index += 1) {
      const row = order[first + index] ?? 0;
      rows.slots[index] = seriesIds[row] ?? 0;
      rows.observedAtMillis[index] = observedAtMillis[row] ?? 0;
      rows.values[index] = values[row] ?? 0;
    }
  }
}
