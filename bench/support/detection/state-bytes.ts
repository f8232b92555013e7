import type { Detector } from '../../../core/ports/detector.ts';
import { Readings, START_MILLIS } from './readings.ts';
import { TrioRun } from './trio-run.ts';

const SERIES = 2000;
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

/** From a state that holds everything a detector knows. */
export function bytesPerSeries(detectors: readonly Detector[], series: number): number {
  let bytes = 0;
  for (const detector of detectors) bytes += stateBytes(detector, series);
  return Math.round(bytes / series);
}

function stateBytes(detector: Detector, series: number): number {
  let bytes = 0;
  for (const array of detector.saveState(series).values()) bytes += array.byteLength;
  return bytes;
}
