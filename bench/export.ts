/**
 * How many readings a second remote write carries: a lane with a backlog to a real Prometheus and a real VictoriaMetrics in turn, every
 * series at 1 Hz. The CPU of this process and of the store are told apart, and the store is asked how many samples it has.
 * `--store prometheus` for one of them alone; `--json` prints the figures as one JSON object on the last line.
 */
import { parseArgs } from 'node:util';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';
import { makeSeries, type Series } from '../core/series.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { startSystemTimer } from '../runtime/timer.ts';
import { ExportLane } from '../storage/export/export-lane.ts';
import remoteWrite from '../storage/exporters/remote-write/plugin.ts';
import { startPrometheus } from '../test/support/prometheus.ts';
import { startVictoriaMetrics } from '../test/support/victoria-metrics.ts';
import { cpuSecondsOf } from './support/process-usage.ts';
import { median, round } from './support/statistics.ts';
import { storedSamples } from './support/stored-samples.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '32500' },
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
    store: { type: 'string' },
    'in-flight': { type: 'string' },
  },
});
const seriesCount = Number(flags.series);
const seconds = Number(flags.seconds);
const readings = seriesCount * seconds;
const series: readonly Series[] = Array.from({ length: seriesCount }, (_, n) =>
  makeSeries(`site-${n % 600}`, `sensor-${n}`, 'temperature'),
);

const STORES = {
  prometheus: async () => await startPrometheus({ storage: { tsdb: { out_of_order_time_window: '1h' } } }),
  'victoria-metrics': startVictoriaMetrics,
};

const FIGURES = [
  'readingsPerSecond',
  'cores',
  'storeCores',
  'cpuMicrosecondsPerReading',
  'storeCpuMicrosecondsPerReading',
] as const;
type Round = Readonly<Record<(typeof FIGURES)[number], number>>;

const figures: Record<string, number> = { series: seriesCount, readings, rounds: Number(flags.rounds) };
for (const [name, start] of Object.entries(STORES)) {
  if (flags.store !== undefined && flags.store !== name) continue;
  const rounds: Round[] = [];
  for (let done = 0; done < Number(flags.rounds); done += 1) {
    const store = await start();
    try {
      rounds.push(await measure(store));
    } finally {
      await store.stop();
    }
  }
  const slowest = Math.min(...rounds.map(({ readingsPerSecond }) => readingsPerSecond));
  figures[`${name}.slowestReadingsPerSecond`] = slowest;
  for (const figure of FIGURES) figures[`${name}.${figure}`] = round(median(rounds.map((one) => one[figure])), 3);
}
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
if (flags.json) console.log(JSON.stringify(figures));

async function measure(store: { readonly url: string; readonly pid: number }): Promise<Round> {
  const { lane, allSent } = openLane(`${store.url}/api/v1/write`);
  offerAll(lane);
  const cpuBefore = process.cpuUsage();
  const storeBefore = cpuSecondsOf(store.pid);
  const wallBefore = performance.now();
  lane.start();
  await allSent;
  const wallSeconds = (performance.now() - wallBefore) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuSeconds = (user + system) / 1e6;
  const storeCpuSeconds = cpuSecondsOf(store.pid) - storeBefore;
  await lane.stop();
  const stored = await storedSamples(store.url, 'telltale_reading_temperature', readings);
  if (stored !== readings) throw new Error(`sent ${readings} readings, and the store has ${stored}`);
  return {
    readingsPerSecond: Math.round(readings / wallSeconds),
    cores: cpuSeconds / wallSeconds,
    storeCores: storeCpuSeconds / wallSeconds,
    cpuMicrosecondsPerReading: (cpuSeconds * 1e6) / readings,
    storeCpuMicrosecondsPerReading: (storeCpuSeconds * 1e6) / readings,
  };
}

function openLane(url: string): { readonly lane: ExportLane; readonly allSent: Promise<void> } {
  const { promise: allSent, resolve, reject } = withResolvers();
  let sent = 0;
  const settings = { url, flushSeconds: 0.1, maxConcurrentRequests: flags['in-flight'] };
  const lane = new ExportLane({
    name: 'remote-write',
    exporter: remoteWrite.create(remoteWrite.configSchema.parse(settings), {
      clock: systemClock,
      seriesOf: (id) => series[id],
    }),
    clock: systemClock,
    startTimer: startSystemTimer,
    observer: {
      sent: (count) => {
        sent += count;
        if (sent >= readings) resolve();
      },
      lost: (_loss, count, why) => reject(new Error(`lost ${count} readings: ${why}`)),
      failed: ({ message }) => console.error(message),
      down: () => undefined,
      up: () => undefined,
      relieved: () => undefined,
      heartbeat: () => undefined,
    },
    onBreakerChange: () => undefined,
  });
  return { lane, allSent };
}

function offerAll(lane: ExportLane): void {
  const startMillis = systemClock.nowMillis() - seconds * 1000;
  for (let second = 0; second < seconds; second += 1) {
    const builder = new ReadingBatchBuilder(seriesCount);
    for (let n = 0; n < seriesCount; n += 1) {
      builder.add(n, startMillis + second * 1000, Math.round((20 + Math.sin(n + second)) * 100) / 100);
    }
    lane.offer(builder.build(systemClock.nowMillis()));
  }
}

/** `Promise.withResolvers` of Node 22. */
function withResolvers() {
  let resolve = (): void => undefined;
  let reject = (_error: Error): void => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
