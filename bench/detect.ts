/**
 * What it costs to judge readings: the three detectors, on one core, every series at 1 Hz in random order, and
 * the memory of series that have seen three days. `--json` prints the figures as one JSON object on the last line.
 */
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import coefficientOfVariation from '../analytics/detectors/coefficient-of-variation/plugin.ts';
import holtWinters from '../analytics/detectors/holt-winters/plugin.ts';
import timeShift from '../analytics/detectors/time-shift/plugin.ts';
import { DetectionEngine, type NamedDetector } from '../analytics/detection-engine.ts';
import { SeededRandom } from '../analytics/test-support/seeded-random.ts';
import type { DetectorPlugin } from '../core/ports/detector.ts';
import { ReadingBatchBuilder, type ReadingBatch } from '../core/reading-batch.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '32500' },
    seconds: { type: 'string', default: '120' },
    'memory-series': { type: 'string', default: '10000' },
  },
});
const START_MILLIS = 1_700_000_000_000;
const SECONDS_PREPARED = 10;
const SLOTS_OF_THREE_DAYS = 432;
const SLOT_MILLIS = 600_000;

const random = new SeededRandom(1);
const figures = {
  ...measureMemory(Number(flags['memory-series'])),
  ...measureSpeed(Number(flags.series), Number(flags.seconds)),
};
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
if (flags.json) console.log(JSON.stringify(figures));

function measureSpeed(seriesCount: number, seconds: number) {
  const engine = engineWithTrio();
  const order = shuffled(seriesCount);
  let levelChanges = 0;
  let cpuMicros = 0;
  for (let second = 0; second < seconds; second += SECONDS_PREPARED) {
    const batches = Array.from({ length: SECONDS_PREPARED }, (_, n) =>
      batchAt(order, START_MILLIS + (second + n) * 1000),
    );
    const cpuBefore = process.cpuUsage();
    for (const batch of batches) engine.process(batch, () => (levelChanges += 1));
    const { user, system } = process.cpuUsage(cpuBefore);
    cpuMicros += user + system;
  }
  const readings = engine.counters.judged;
  return {
    series: seriesCount,
    readings,
    readingsPerCpuSecond: Math.round(readings / (cpuMicros / 1e6)),
    cpuNanosecondsPerReading: Math.round((cpuMicros * 1000) / readings),
    coreShareOfSiteAt1Hz: Number((cpuMicros / 1e6 / seconds).toFixed(4)),
    levelChanges,
  };
}

function measureMemory(seriesCount: number) {
  const order = shuffled(seriesCount);
  const before = memoryInUse();
  const engine = engineWithTrio();
  for (let slot = 0; slot < SLOTS_OF_THREE_DAYS; slot += 1) {
    engine.process(batchAt(order, START_MILLIS + slot * SLOT_MILLIS), () => undefined);
  }
  const after = memoryInUse();
  return {
    memorySeries: engine.seriesCount,
    allocatedBytesPerSeries: Math.round((after.arrayBuffers - before.arrayBuffers) / seriesCount),
    residentMegabytesAdded: Math.round((after.rss - before.rss) / 1e6),
  };
}

/** After a full collection, so that arrays outgrown on the way do not count. */
function memoryInUse(): NodeJS.MemoryUsage {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage();
}

function engineWithTrio(): DetectionEngine {
  return new DetectionEngine({
    detectors: [ready(coefficientOfVariation), ready(timeShift), ready(holtWinters)],
    seriesKeyOf: String,
  });
}

function ready<Config>(plugin: DetectorPlugin<Config>): NamedDetector {
  return { kind: plugin.kind, detector: plugin.create(plugin.configSchema.parse({})) };
}

function batchAt(order: Int32Array, millis: number): ReadingBatch {
  const builder = new ReadingBatchBuilder(order.length);
  for (const seriesId of order) builder.add(seriesId, millis, 100 + random.uniform() + random.uniform());
  return builder.build(millis);
}

function shuffled(count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}
