/**
 * What it costs to expose 100,000 series: the latest reading of every series of one site through `/probe`, beside the same samples
 * as gauges of prom-client. One process serves, another scrapes; how long the event loop is held is what matters to everybody else.
 * `--json` prints the figures as one JSON object on the last line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { constants, createGzip } from 'node:zlib';
import { Gauge, Registry } from 'prom-client';
import { SiteProbe } from '../app/exposition/probe-families.ts';
import { LatestReadings } from '../app/latest-readings.ts';
import { ReadingBatchBuilder } from '../core/reading-batch.ts';
import { SeriesRegistry } from '../core/series-registry.ts';
import { makeSeries } from '../core/series.ts';
import { expositionChunks } from '../runtime/exposition/exposition-chunks.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { longestHoldDuring, type Hold } from '../test/support/event-loop-hold.ts';
import { median, round } from './support/statistics.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    series: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '7' },
  },
});
const series = Number(flags.series);
const SITE = 'north-gate';
const METRICS_PER_SENSOR = 10;

interface Cost {
  readonly bytes: number;
  readonly wallMillis: number;
  readonly cpuMillis: number;
  readonly hold: Hold;
}

const promClient = promClientRegistry();
const probe = await telltaleProbe();
const monotonicMillis = (): number => systemClock.monotonicMillis();
const server = createServer((request, response) => void answer(request.url ?? '', response));
const port = await listen(server);
const scraper = startScraper();
const costs: Record<'prom-client' | 'telltale' | 'telltale-gzip', Cost[]> = {
  'prom-client': [],
  telltale: [],
  'telltale-gzip': [],
};
for (let round = 0; round <= Number(flags.rounds); round += 1) {
  for (const [name, ofName] of Object.entries(costs)) {
    const cost = await scrape(name);
    if (round > 0) ofName.push(cost);
  }
}
scraper.stop();
server.close();
server.closeAllConnections();
report();

async function answer(path: string, response: ServerResponse): Promise<void> {
  if (path === '/prom-client') {
    response.end(await promClient.metrics());
    return;
  }
  const chunks = expositionChunks(await probe.families(SITE), 'text', { monotonicMillis });
  const text = Readable.from(chunks, { objectMode: false });
  if (path === '/telltale') text.pipe(response);
  else text.pipe(createGzip({ level: constants.Z_BEST_SPEED })).pipe(response);
}

function promClientRegistry(): Registry {
  const registry = new Registry();
  const gauges = Array.from(
    { length: METRICS_PER_SENSOR },
    (_, metric) =>
      new Gauge({
        name: `telltale_reading_${metricName(metric)}`,
        help: 'Latest reading, as devices give it.',
        labelNames: ['sensor', 'site'],
        registers: [registry],
      }),
  );
  for (let n = 0; n < series; n += 1)
    gauges[n % METRICS_PER_SENSOR]?.set({ sensor: sensorName(n), site: SITE }, valueOf(n));
  return registry;
}

async function telltaleProbe(): Promise<SiteProbe> {
  const registry = new SeriesRegistry();
  const latest = new LatestReadings(registry);
  const builder = new ReadingBatchBuilder();
  const nowMillis = systemClock.nowMillis();
  for (let n = 0; n < series; n += 1) {
    const seriesId = registry.register(makeSeries(SITE, sensorName(n), metricName(n)));
    builder.add(seriesId ?? 0, nowMillis, valueOf(n));
  }
  latest.observe(builder.build(nowMillis));
  const made = new SiteProbe({ registry, latest, clock: systemClock });
  await made.families(SITE);
  return made;
}

function sensorName(n: number): string {
  return `sensor-${String(Math.floor(n / METRICS_PER_SENSOR)).padStart(6, '0')}`;
}

function metricName(n: number): string {
  return `quantity_${n % METRICS_PER_SENSOR}`;
}

function valueOf(n: number): number {
  return Math.round((20 + Math.sin(n) * 5) * 100) / 100;
}

async function listen(httpServer: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    httpServer.listen(0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = httpServer.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A process of its own: what it costs to read must not be counted here. Answers each line, a path, with the bytes it got. */
function startScraper() {
  const script = `
    process.stdin.on('data', (path) =>
      fetch('http://127.0.0.1:${port}/' + String(path).trim(), { headers: { 'accept-encoding': 'identity' } })
        .then(async (response) => console.log((await response.arrayBuffer()).byteLength)))`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    bytesOf: async (path: string): Promise<number> => {
      child.stdin.write(`${path}\n`);
      const [output]: unknown[] = await once(child.stdout, 'data');
      return Number(String(output));
    },
    stop: (): boolean => child.kill(),
  };
}

async function scrape(name: string): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const wallBefore = performance.now();
  let bytes = 0;
  const hold = await longestHoldDuring(async () => (bytes = await scraper.bytesOf(name)));
  const { user, system } = process.cpuUsage(cpuBefore);
  return { bytes, wallMillis: performance.now() - wallBefore, cpuMillis: (user + system) / 1000, hold };
}

function report(): void {
  const figures: Record<string, number> = { series, rounds: Number(flags.rounds) };
  for (const [name, ofName] of Object.entries(costs)) {
    figures[`${name} bytes`] = median(ofName.map(({ bytes }) => bytes));
    figures[`${name} cpuMillis`] = round(median(ofName.map(({ cpuMillis }) => cpuMillis)));
    figures[`${name} holdCpuMillis`] = round(median(ofName.map(({ hold }) => hold.cpuMillis)));
    figures[`${name} longestHoldCpuMillis`] = round(Math.max(...ofName.map(({ hold }) => hold.cpuMillis)));
    figures[`${name} holdWallMillis`] = round(median(ofName.map(({ hold }) => hold.wallMillis)));
    figures[`${name} longestHoldWallMillis`] = round(Math.max(...ofName.map(({ hold }) => hold.wallMillis)));
    figures[`${name} wallMillis`] = round(median(ofName.map(({ wallMillis }) => wallMillis)));
  }
  const ratios = costs['prom-client'].map(({ cpuMillis }, at) => cpuMillis / (costs.telltale[at]?.cpuMillis ?? 1));
  figures['timesLessCpuThanPromClient'] = round(median(ratios));
  figures['timesLessCpuThanPromClient in the worst round'] = round(Math.min(...ratios));
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
  if (flags.json) console.log(JSON.stringify(figures));
}
