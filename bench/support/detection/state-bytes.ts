import type { Detector } from '../../../core/ports/detector.ts';
import { createEngine, createHouseDetectors } from './house-engine.ts';
import { Readings, START_MILLIS } from './readings.ts';
import { TrioRun } from './trio-run.ts';

const SERIES = 2000;
const FEW_SERIES = 256;
const MINUTES = 2 * 1440 + 60;

/** Bytes a series that the three detectors hold once they have seen two days. */
export function trioBytesPerSeries(slotMinutes: number): number {
  const run = new TrioRun(SERIES, slotMinutes);
  const readings = new Readings(SERIES, false);
  for (let minute = 0; minute < MINUTES; minute += slotMinutes) {
    readings.moveTo(START_MILLIS + minute * 60_000);
    run.judgeInOrder(readings);
  }
  return bytesPerSeries(run.detectors, SERIES);
}

/** Bytes a series that all detectors of the house hold once they have seen two days of a reading a minute. */
export async function fullBytesPerSeries(slotMinutes: number | undefined): Promise<number> {
  const detectors = await createHouseDetectors(slotMinutes);
  const engine = createEngine(detectors);
  const readings = new Readings(FEW_SERIES, false);
  for (let minute = 0; minute < MINUTES; minute += 1) {
    readings.moveTo(START_MILLIS + minute * 60_000);
    engine.process(readings, () => undefined);
  }
  return bytesPerSeries(
    detectors.map(({ detector }) => detector),
    FEW_SERIES,
  );
}

/** From a state that holds everything a detector knows. */
function bytesPerSeries(detectors: readonly Detector[], series: number): number {
  let bytes = 0;
  for (const detector of detectors) bytes += stateBytes(detector, series);
  return Math.round(bytes / series);
}

function stateBytes(detector: Detector, series: number): number {
  let bytes = 0;
  for (const array of detector.saveState(series).values()) bytes += array.byteLength;
  return bytes;
}
