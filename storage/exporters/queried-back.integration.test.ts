import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { ExporterPlugin } from '../../core/ports/exporter.ts';
import { ReadingBatchBuilder } from '../../core/reading-batch.ts';
import { makeSeries } from '../../core/series.ts';
import { systemClock } from '../../runtime/system-clock.ts';
import type { GuardOptions } from '../../runtime/guard.ts';
import { startSystemTimer } from '../../runtime/timer.ts';
import { startPrometheus, type RunningPrometheus } from '../../test/support/prometheus.ts';
import { until } from '../../test/support/until.ts';
import { startVictoriaMetrics, type RunningVictoriaMetrics } from '../../test/support/victoria-metrics.ts';
import { ExportLane } from '../export/export-lane.ts';
import type { ExportLoss } from '../export/export-loss.ts';
import influxdb from './influxdb/plugin.ts';
import remoteWrite from './remote-write/plugin.ts';

type Sample = readonly [millis: number, value: number];

const SERIES = [
  makeSeries('north gate', 'door "4"\\', 'temperature'),
  makeSeries('süd', 's1', 'heart rate', { labels: [['zone', 'a, b=c']] }),
];

/** A lane to a real server; what it lost is told. */
function openLane(plugin: ExporterPlugin, settings: object, guard: Partial<GuardOptions> = {}) {
  const lost: [ExportLoss, number][] = [];
  const told: string[] = [];
  const lane = new ExportLane({
    name: plugin.kind,
    exporter: plugin.create(plugin.configSchema.parse({ flushSeconds: 0.1, ...settings }), {
      clock: systemClock,
      seriesOf: (id) => SERIES[id],
    }),
    clock: systemClock,
    startTimer: startSystemTimer,
    observer: {
      sent: () => undefined,
      failed: () => undefined,
      lost: (loss, readings) => void lost.push([loss, readings]),
      down: ({ reason }) => void told.push(`down: ${reason}`),
      up: () => void told.push('up'),
      relieved: () => undefined,
      heartbeat: () => undefined,
    },
    onBreakerChange: () => undefined,
    guard,
  });
  lane.start();
  onTestFinished(async () => await lane.stop());
  const send = (seriesId: number, samples: readonly Sample[]): void => {
    const builder = new ReadingBatchBuilder();
    for (const [millis, value] of samples) builder.add(seriesId, millis, value);
    lane.offer(builder.build(systemClock.nowMillis()));
  };
  return { lane, lost, told, send };
}

const rangeAnswer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), values: z.array(z.tuple([z.number(), z.string()])) }),
    ),
  }),
});

/** Every raw sample of the last days that the selector finds, in milliseconds, oldest first. */
async function samplesOf(url: string, selector: string): Promise<Sample[]> {
  const query = new URLSearchParams({ query: `${selector}[3d]` }).toString();
  const answer = rangeAnswer.parse(await (await fetch(`${url}/api/v1/query?${query}`)).json());
  return answer.data.result.flatMap(({ values }) =>
    values.map(([seconds, value]) => [Math.round(seconds * 1000), Number(value)]),
  );
}

async function untilThere(url: string, selector: string, expected: readonly Sample[]): Promise<void> {
  const inOrder = expected.toSorted(([one], [other]) => one - other);
  await until('as many samples', async () => (await samplesOf(url, selector)).length >= inOrder.length, 40_000, 200);
  expect(await samplesOf(url, selector)).toEqual(inOrder);
}

/** A reading a second, with the milliseconds of a device; VictoriaMetrics keeps twelve digits of a value. */
function past(fromMillis: number, count: number): Sample[] {
  return Array.from({ length: count }, (_, n) => [
    fromMillis + n * 1000 + (n % 7),
    Math.round((20 + Math.sin(n)) * 1e6) / 1e6,
  ]);
}

describe('readings written to Prometheus', () => {
  let prometheus: RunningPrometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus({ storage: { tsdb: { out_of_order_time_window: '2h' } } });
  });
  afterAll(async () => await prometheus.stop());

  const settings = () => ({ url: `${prometheus.url}/api/v1/write`, outOfOrderWindowSeconds: 7200 });

  it('are queried back equal, with the times of the devices, late ones included', async () => {
    const { send, lost } = openLane(remoteWrite, settings());
    const nowMillis = systemClock.nowMillis();
    const recent = past(nowMillis - 120_000, 110);
    const late = past(nowMillis - 3_600_000, 50);
    send(0, recent);
    send(0, late);
    send(1, recent);
    await untilThere(prometheus.url, 'telltale_reading_temperature', [...recent, ...late]);
    const selector = '{__name__="telltale_reading_heart_rate",telltale_metric="heart rate",zone="a, b=c",site="süd"}';
    await untilThere(prometheus.url, selector, recent);
    expect(lost).toEqual([]);
  });

  it('arrive although one among them is too old: it alone is refused, and not tried for ever', async () => {
    const { lane, send, lost } = openLane(remoteWrite, {
      ...settings(),
      outOfOrderWindowSeconds: 1e9,
      metricPrefix: 'mixed_',
    });
    const nowMillis = systemClock.nowMillis();
    const good = past(nowMillis - 30_000, 20);
    send(0, [...good.slice(0, 9), [nowMillis - 100 * 3_600_000, 1], ...good.slice(9)]);
    await until('everything is settled', () => lane.waitingReadings === 0);
    await untilThere(prometheus.url, 'mixed_temperature', good);
    expect(lost).toEqual([['refused', 1]]);
  });

  it('are not sent when they are older than the window, but counted', async () => {
    const { lane, send, lost } = openLane(remoteWrite, { ...settings(), metricPrefix: 'old_' });
    const nowMillis = systemClock.nowMillis();
    send(0, [
      [nowMillis - 3 * 3_600_000, 1],
      [nowMillis - 1000, 2],
    ]);
    await until('everything is settled', () => lane.waitingReadings === 0);
    await untilThere(prometheus.url, 'old_temperature', [[nowMillis - 1000, 2]]);
    expect(lost).toEqual([['too-old', 1]]);
  });
});

/**
 * The ten minutes are those of the devices: what they report in that time is offered at once, and the pauses between the tries are as
 * much shorter. Prometheus is a real one, killed and started again with what it had.
 */
describe('while Prometheus is down for ten minutes', () => {
  const OFTEN = { initialBackOffSeconds: 0.05, maxBackOffSeconds: 0.2, breakSeconds: 0.2 };
  const WINDOW = { storage: { tsdb: { out_of_order_time_window: '1h' } } };

  /** It has taken what came before and was killed then; ten minutes of two series have been offered to it since. */
  async function tenMinutesOfOutage(settings: object) {
    const prometheus = await startPrometheus(WINDOW);
    onTestFinished(async () => await prometheus.stop());
    const lane = openLane(
      remoteWrite,
      { url: `${prometheus.url}/api/v1/write`, maxReadingsPerRequest: 100, ...settings },
      OFTEN,
    );
    const before = past(systemClock.nowMillis() - 700_000, 90);
    lane.send(0, before);
    await untilThere(prometheus.url, 'telltale_reading_temperature', before);
    await prometheus.kill();
    const meanwhile = past(systemClock.nowMillis() - 600_000, 590);
    for (let from = 0; from < meanwhile.length; from += 10) {
      lane.send(0, meanwhile.slice(from, from + 10));
      lane.send(1, meanwhile.slice(from, from + 10));
    }
    await until('it is said that Prometheus is down', () => lane.told.length > 0, 30_000);
    expect(lane.told).toEqual(['down: unreachable']);
    return { ...lane, prometheus, before, meanwhile };
  }

  it('no reading is lost: all are there, equal and in order, once it is back; that it was away is said', async () => {
    const { lane, lost, told, prometheus, before, meanwhile } = await tenMinutesOfOutage({});
    expect(lane.waitingReadings).toBe(2 * meanwhile.length);
    await prometheus.restart();
    await untilThere(prometheus.url, 'telltale_reading_temperature', [...before, ...meanwhile]);
    await untilThere(prometheus.url, 'telltale_reading_heart_rate', meanwhile);
    expect(told).toEqual(['down: unreachable', 'up']);
    expect(lost).toEqual([]);
  });

  it('beyond the buffer the oldest are given up, each is counted and why is said; the others are all there', async () => {
    const { lane, lost, told, prometheus, before, meanwhile } = await tenMinutesOfOutage({ maxBufferedReadings: 1000 });
    const given = lost.reduce((sum, [, readings]) => sum + readings, 0);
    expect(given).toBe(2 * meanwhile.length - 1000);
    expect(new Set(lost.map(([loss]) => loss))).toEqual(new Set(['buffer-full']));
    await prometheus.restart();
    await until('everything is settled', () => lane.waitingReadings === 0, 40_000, 50);
    const temperatures = await samplesOf(prometheus.url, 'telltale_reading_temperature');
    const heartRates = await samplesOf(prometheus.url, 'telltale_reading_heart_rate');
    const fromOutage = temperatures.length - before.length;
    expect(fromOutage + heartRates.length).toBe(1000);
    expect(temperatures).toEqual([...before, ...meanwhile.slice(-fromOutage)]);
    expect(heartRates).toEqual(meanwhile.slice(-heartRates.length));
    expect(told).toEqual(['down: unreachable', 'up']);
  });
});

describe('readings written to VictoriaMetrics', () => {
  let victoria: RunningVictoriaMetrics;
  beforeAll(async () => {
    victoria = await startVictoriaMetrics();
  });
  afterAll(async () => await victoria.stop());

  it('by remote write are queried back equal', async () => {
    const { send, lost } = openLane(remoteWrite, { url: `${victoria.url}/api/v1/write` });
    const nowMillis = systemClock.nowMillis();
    const recent = past(nowMillis - 120_000, 110);
    const late = past(nowMillis - 3_000_000, 50);
    send(0, recent);
    send(0, late);
    await untilThere(victoria.url, 'telltale_reading_temperature', [...recent, ...late]);
    expect(lost).toEqual([]);
  });

  it('by the write API of InfluxDB 2 are queried back equal', async () => {
    const { send, lost } = openLane(influxdb, { url: victoria.url, token: 'any' });
    const nowMillis = systemClock.nowMillis();
    const recent = past(nowMillis - 120_000, 110);
    const late = past(nowMillis - 40 * 3_600_000, 50);
    send(0, recent);
    send(0, late);
    send(1, recent);
    await untilThere(victoria.url, 'temperature_value', [...recent, ...late]);
    await untilThere(victoria.url, '{__name__="heart rate_value",zone="a, b=c"}', recent);
    expect(lost).toEqual([]);
  });
});
