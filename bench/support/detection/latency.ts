import type { DetectionEngine } from '../../../analytics/detection-engine.ts';
import { ReadingBatchBuilder } from '../../../core/reading-batch.ts';
import type { Readings } from './readings.ts';

/** Microseconds from one reading, a batch of its own, to its score: median and 99th percentile. */
export function latencyMicros(engine: DetectionEngine, readings: Readings): { p50: number; p99: number } {
  const builder = new ReadingBatchBuilder();
  const scores = new Float64Array(1);
  const micros: number[] = [];
  for (let row = 0; row < readings.count; row += 1) {
    builder.add(readings.seriesIds[row] ?? 0, readings.observedAtMillis[row] ?? NaN, readings.values[row] ?? NaN);
    const batch = builder.build(0);
    const begin = performance.now();
    engine.process(batch, () => undefined, scores);
    micros.push((performance.now() - begin) * 1000);
  }
  const sorted = Float64Array.from(micros).sort();
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
