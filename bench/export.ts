/**
 * How many readings a second remote write carries: a lane with a backlog to the real Prometheus (or VictoriaMetrics, with
 * `--store victoria-metrics`), every series at 1 Hz. The CPU of this process and of the store are told apart.
 * `--json` prints the figures as one JSON object on the last line.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';
import { makeSeries, type Series } from '../core/series.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { startSystemTimer } from '../runtime/timer.ts';
import { ExportLane } from '../storage/export/export-lane.ts';
import remoteWrite from '../storage/exporters/remote-write/plugin.ts';
import { cpuSecondsOf } from './support/process-usage.ts';
import { round } from './support/statistics.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '32500' },
    seconds: { type: 'string', default: '60' },
    store: { type: 'string', default: 'prometheus' },
  },
});
const seriesCount = Number(flags.series);
const readings = seriesCount * Number(flags.seconds);
const series: readonly Series[] = Array.from({ length: seriesCount }, (_, n) =>
  makeSeries(`site-${n % 600}`, `sensor-${n}`, 'temperature'),
);
const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-'));
const port = await freePort();
const store = startStore();
try {
  await untilAnswers();
  await measure();
} finally {
  store.kill();
  await new Promise((resolve) => store.once('exit', resolve));
  rmSync(folder, { recursive: true });
}

async function measure(): Promise<void> {
  let sent = 0;
  let lost = 0;
  let done = (): void => undefined;
  const allSent = new Promise<void>((resolve) => (done = resolve));
  const settings = { url: `http://127.0.0.1:${port}/api/v1/write`, flushSeconds: 0.1 };
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
        if (sent + lost >= readings) done();
      },
      lost: (_loss, count, why) => {
        lost += count;
        console.error(why);
        if (sent + lost >= readings) done();
      },
      failed: ({ message }) => console.error(message),
      down: () => undefined,
      up: () => undefined,
      relieved: () => undefined,
      heartbeat: () => undefined,
    },
    onBreakerChange: () => undefined,
  });
  const startMillis = systemClock.nowMillis() - Number(flags.seconds) * 1000;
  for (let second = 0; second < Number(flags.seconds); second += 1) {
    const builder = new ReadingBatchBuilder(seriesCount);
    for (let n = 0; n < seriesCount; n += 1) {
      builder.add(n, startMillis + second * 1000, Math.round((20 + Math.sin(n + second)) * 100) / 100);
    }
    lane.offer(builder.build(systemClock.nowMillis()));
  }
  const cpuBefore = process.cpuUsage();
  const storeBefore = cpuSecondsOf(store.pid ?? 0);
  const wallBefore = performance.now();
  lane.start();
  await allSent;
  const wallSeconds = (performance.now() - wallBefore) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuSeconds = (user + system) / 1e6;
  const storeCpuSeconds = cpuSecondsOf(store.pid ?? 0) - storeBefore;
  await lane.stop();
  report({
    store: flags.store,
    readings,
    lost,
    readingsPerSecond: Math.round(sent / wallSeconds),
    wallSeconds: round(wallSeconds),
    cpuMicrosecondsPerReading: round((cpuSeconds * 1e6) / readings, 3),
    storeCpuMicrosecondsPerReading: round((storeCpuSeconds * 1e6) / readings, 3),
    readingsPerCpuSecondOfBoth: Math.round(sent / (cpuSeconds + storeCpuSeconds)),
  });
}

function startStore() {
  if (flags.store === 'victoria-metrics') {
    const args = [`-httpListenAddr=127.0.0.1:${port}`, `-storageDataPath=${folder}`];
    return spawn('victoria-metrics', args, { stdio: 'ignore' });
  }
  writeFileSync(join(folder, 'prometheus.yml'), 'storage: { tsdb: { out_of_order_time_window: 1h } }\n');
  const args = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--web.enable-remote-write-receiver',
  ];
  return spawn('prometheus', args, { stdio: 'ignore' });
}

async function untilAnswers(): Promise<void> {
  const page = flags.store === 'prometheus' ? '-/ready' : 'health';
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/${page}`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${flags.store} does not answer`);
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function report(figures: Readonly<Record<string, number | string | undefined>>): void {
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
  if (flags.json) console.log(JSON.stringify(figures));
}
