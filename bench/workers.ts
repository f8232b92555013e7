/**
 * What it costs to judge in threads, against the same shards in the calling thread, and what it costs to keep what was learnt:
 * every detector, every series at 1 Hz in random order, then a snapshot of series that have seen three days and its restoration.
 * `--json` prints the figures as one JSON object on the last line.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DetectionPool } from '../analytics/workers/detection-pool.ts';
import type { DetectorModule } from '../analytics/workers/detector-modules.ts';
import { NO_RULES } from '../analytics/series-rules.ts';
import { discoverPlugins, PLUGIN_FOLDERS } from '../app/discover-plugins.ts';
import { PACKAGE_ROOT } from '../app/package-root.ts';
import { ReadingBatchBuilder, type ReadingBatch } from '../core/reading-batch.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { startSystemTimer } from '../runtime/timer.ts';
import { median, round } from './support/statistics.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '32500' },
    seconds: { type: 'string', default: '30' },
    'past-slots': { type: 'string', default: '432' },
  },
});
const START_MILLIS = 1_700_000_000_000;
const SLOT_MILLIS = 600_000;
const BATCH_ROWS = 1000;
const SINGLE_BATCHES = 300;

const compiled = (path: string): URL => pathToFileURL(join(PACKAGE_ROOT, 'dist', path));
const plugins = await discoverPlugins();
const detectors: DetectorModule[] = plugins.detectors
  .filter((plugin) => plugin.isEnabled(plugin.configSchema.parse({})))
  .map(({ kind, configSchema }) => ({
    kind,
    moduleUrl: compiled(`${PLUGIN_FOLDERS.detectors}/${kind}/plugin.js`).href,
    config: configSchema.parse({}),
  }));
const series = Number(flags.series);
const figures: Record<string, number | string> = { detectors: detectors.map(({ kind }) => kind).join(' '), series };
for (const workers of [0, 1, 2]) {
  for (const [name, value] of Object.entries(await measureSpeed(workers))) figures[`${name}With${workers}`] = value;
}
Object.assign(figures, await measureSnapshot());
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
if (flags.json) console.log(JSON.stringify(figures));

async function measureSpeed(workers: number) {
  const pool = makePool(workers, undefined);
  const started = performance.now();
  await pool.start();
  const startMillis = Math.round(performance.now() - started);
  for (const batch of secondOf(0, 100)) await pool.process(batch);
  const cpuBefore = process.cpuUsage();
  const wallBefore = performance.now();
  let mainMillis = 0;
  for (let second = 1; second <= Number(flags.seconds); second += 1) {
    const batches = secondOf(second, 100);
    const handedOver = performance.now();
    const judged = batches.map((batch) => pool.process(batch));
    mainMillis += performance.now() - handedOver;
    await Promise.all(judged);
  }
  const wallSeconds = (performance.now() - wallBefore) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const readings = Number(flags.seconds) * series;
  const latency = await measureLatency(pool);
  await pool.stop();
  return {
    startMillis,
    readingsPerSecond: Math.round(readings / wallSeconds),
    cpuNanosecondsPerReading: Math.round(((user + system) * 1000) / readings),
    mainThreadMillisToHandOverASecond: round(mainMillis / Number(flags.seconds)),
    ...latency,
  };
}

/** Of single readings, one after the other, while nothing else is to be done. */
async function measureLatency(pool: DetectionPool) {
  const millis: number[] = [];
  for (let n = 0; n < SINGLE_BATCHES; n += 1) {
    const builder = new ReadingBatchBuilder(1);
    builder.add(n, START_MILLIS + 1e9, 100);
    const before = performance.now();
    await pool.process(builder.build(0));
    millis.push(performance.now() - before);
  }
  return { latencyMillisOfOne: round(median(millis), 3) };
}

async function measureSnapshot() {
  const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
  try {
    const pool = makePool(1, folder);
    await pool.start();
    for (let slot = 0; slot < Number(flags['past-slots']); slot += 1) {
      for (const batch of batchesAt(START_MILLIS + slot * SLOT_MILLIS)) await pool.process(batch);
    }
    const residentMegabytes = Math.round(process.memoryUsage().rss / 1e6);
    const save = await timed(async () => await pool.stop());
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    const again = makePool(1, folder);
    const restore = await timed(async () => await again.start());
    await again.stop();
    return {
      snapshotSeries: restore.result.reduce((sum, { restoredSeries }) => sum + restoredSeries, 0),
      snapshotMegabytes: Math.round(bytes / 1e6),
      snapshotBytesPerSeries: Math.round(bytes / series),
      saveSeconds: save.seconds,
      saveCpuSeconds: save.cpuSeconds,
      restoreSeconds: restore.seconds,
      restoreCpuSeconds: restore.cpuSeconds,
      residentMegabytes,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU of all threads of the process. */
async function timed<T>(work: () => Promise<T>) {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const result = await work();
  const seconds = round((performance.now() - before) / 1000);
  const { user, system } = process.cpuUsage(cpuBefore);
  return { result, seconds, cpuSeconds: round((user + system) / 1e6) };
}

function makePool(workers: number, folder: string | undefined): DetectionPool {
  return new DetectionPool({
    workers,
    workerUrl: compiled('analytics/workers/detection-worker.js'),
    detectors,
    folder,
    snapshotSeconds: 86_400,
    keyOf: (seriesId) => `temperature{sensor="s${seriesId}",site="lab"}`,
    rulesOf: () => NO_RULES,
    clock: systemClock,
    startTimer: startSystemTimer,
    observer: { failed: (_part, failure) => console.error(failure.message), recovered: () => undefined },
  });
}

function secondOf(second: number, level: number): ReadingBatch[] {
  return batchesAt(START_MILLIS + second * 1000, level);
}

/** A reading of every series, in an order that jumps about in memory. */
function batchesAt(millis: number, level = 100): ReadingBatch[] {
  const batches: ReadingBatch[] = [];
  const builder = new ReadingBatchBuilder(BATCH_ROWS);
  for (let n = 0; n < series; n += 1) {
    builder.add((n * 7919) % series, millis, level + Math.sin(n * 12.9898 + millis) * 2);
    if (builder.count === BATCH_ROWS) batches.push(builder.build(millis));
  }
  if (builder.count > 0) batches.push(builder.build(millis));
  return batches;
}
