/**
 * What the desk carries: signals through correlation, decision and a commit to the audit trail on disk. `--json` prints the
 * figures as one JSON object on the last line; `--flood-minutes 10` is the whole flood of 249,000 signals in ten minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Registry } from 'prom-client';
import { correlationSchema } from '../analytics/correlation/correlation-rules.ts';
import { DeskCorrelation } from '../analytics/correlation/desk-correlation.ts';
import { eventTitle } from '../analytics/correlation/event-title.ts';
import { DeskRanking } from '../analytics/desk-ranking/desk-ranking.ts';
import { RankingMetrics } from '../analytics/desk-ranking/metrics.ts';
import { SeededRandom } from '../analytics/test-support/seeded-random.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Signal } from '../core/signal.ts';
import { SignalDesk } from '../events/desk.ts';
import { DeskMetrics } from '../events/metrics.ts';
import { createIdSource } from '../runtime/event-id.ts';
import { createLogger } from '../runtime/logger.ts';
import { openThreadedAuditTrail } from '../storage/audit/sqlite-audit-trail.ts';
import { EmbeddedWorkingMemory } from '../storage/memory/embedded-working-memory.ts';
import { quantile } from './support/statistics.ts';

const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    signals: { type: 'string', default: '200000' },
    seconds: { type: 'string', default: '20' },
    'flood-minutes': { type: 'string', default: '1' },
  },
});
const BATCH = 500;
/** What a flood leaves waiting. */
const BATCHES_UNDER_WAY = 20;
const STEADY_PER_SECOND = 1000;
const FLOOD_PER_SECOND = 415;
const clock: Clock = { nowMillis: () => Date.now(), monotonicMillis: () => performance.now() };
const random = new SeededRandom(1);
let lastId = 0;

const folder = mkdtempSync(join(tmpdir(), 'telltale-bench-desk-'));
const audit = openThreadedAuditTrail(join(folder, 'audit.db'), {
  workerUrl: new URL('../storage/audit/audit-writer-thread.js', import.meta.url),
});
const desk = await startDesk();
const figures = {
  ...(await measureThroughput(Number(flags.signals))),
  ...(await measureLatency('steady', STEADY_PER_SECOND, Number(flags.seconds))),
  ...(await measureLatency('flood', FLOOD_PER_SECOND, 60 * Number(flags['flood-minutes']))),
  heapMegabytesAtTheEnd: Math.round(process.memoryUsage().heapUsed / 1e6),
  openEventsAtTheEnd: desk.openEvents().length,
};
await audit.stop();
rmSync(folder, { recursive: true });
for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${value}`);
if (flags.json) console.log(JSON.stringify(figures));

async function startDesk(): Promise<SignalDesk> {
  const correlation = new DeskCorrelation(correlationSchema.parse({}), 'bench');
  const ranking = new DeskRanking({
    earlyShare: 0.02,
    mostOpenings: 200_000,
    logger: createLogger('silent'),
    metrics: new RankingMetrics(new Registry()),
    onWithdrawn: () => undefined,
  });
  const started = new SignalDesk({
    audit,
    memory: new EmbeddedWorkingMemory(),
    clock,
    logger: createLogger('silent'),
    metrics: (openEvents) => new DeskMetrics(new Registry(), openEvents),
    onLoaded: (events) => correlation.resume(events),
    correlate: (signal) => correlation.take(signal),
    eventTitle,
    ranking,
    suppressionOf: () => undefined,
    handledByRule: () => undefined,
    newId: createIdSource(clock),
  });
  started.onChange((changes) => {
    for (const { event, previous } of changes) if (previous === undefined) correlation.opened(event);
  });
  await started.start();
  return started;
}

/** As fast as they are taken, in batches, many of them on the way at a time. */
async function measureThroughput(count: number) {
  const cpuBefore = process.cpuUsage();
  const startedAtMillis = performance.now();
  const total = Math.ceil(count / BATCH) * BATCH;
  let handedOver = 0;
  const handOver = async (): Promise<void> => {
    while (handedOver < total) {
      handedOver += BATCH;
      await desk.signals(Array.from({ length: BATCH }, lowSignal));
    }
  };
  await Promise.all(Array.from({ length: BATCHES_UNDER_WAY }, handOver));
  const seconds = (performance.now() - startedAtMillis) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    throughputSignals: total,
    signalsPerSecond: Math.round(total / seconds),
    cpuMicrosPerSignal: Number(((user + system) / total).toFixed(1)),
  };
}

/** Ten bursts a second; every tenth burst brings a fire alarm too. From handing over to standing in the queue. */
async function measureLatency(name: string, perSecond: number, seconds: number) {
  const lowMillis: number[] = [];
  const highMillis: number[] = [];
  const underWay = new Set<Promise<void>>();
  const startedAtMillis = performance.now();
  for (let burst = 0; burst < seconds * 10; burst += 1) {
    await delay(Math.max(0, startedAtMillis + burst * 100 - performance.now()));
    const low = Array.from({ length: Math.round(perSecond / 10) }, () => lowSignal());
    track(underWay, timed(low, lowMillis));
    if (burst % 10 === 0) track(underWay, timed([fireSignal()], highMillis));
  }
  await Promise.all(underWay);
  return {
    [`${name}PerSecond`]: perSecond,
    [`${name}SignalToQueueMillisP50`]: Math.round(quantile(lowMillis, 0.5)),
    [`${name}SignalToQueueMillisP99`]: Math.round(quantile(lowMillis, 0.99)),
    [`${name}HighPriorityMillisP99`]: Math.round(quantile(highMillis, 0.99)),
  };
}

function track(all: Set<Promise<void>>, one: Promise<void>): void {
  all.add(one);
  void one.finally(() => all.delete(one));
}

async function timed(signals: readonly Signal[], latencies: number[]): Promise<void> {
  const startedAtMillis = performance.now();
  await desk.signals(signals);
  latencies.push(performance.now() - startedAtMillis);
}

function lowSignal(): Signal {
  const sensor = Math.floor(random.uniform() * 500);
  return signal(`site-${sensor % 20}`, `host-${sensor}`, `type-${Math.floor(random.uniform() ** 3 * 40)}`, 'technical');
}

function fireSignal(): Signal {
  return signal(`site-${Math.floor(random.uniform() * 20)}`, 'smoke', 'smoke', 'fire');
}

function signal(site: string, sensor: string, type: string, signalClass: Signal['class']): Signal {
  const nowMillis = Date.now();
  return {
    id: `signal-${(lastId += 1)}`,
    kind: 'device-alarm',
    type,
    class: signalClass,
    phase: 'entered',
    site,
    sensor,
    observedAtMillis: nowMillis,
    receivedAtMillis: nowMillis,
    message: 'as on every day',
  };
}
