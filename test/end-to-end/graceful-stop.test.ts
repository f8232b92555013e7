import { connectAsync } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SeriesHistory, SeriesView } from '../../console/server/api-schemas.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { post } from './ask.ts';
import { report } from './report.ts';

const SENSORS = 10;
const MQTT_LANES = 20;
const HTTP_LANES = 4;
/** Acknowledged readings after which Telltale is told to stop, while more are on their way. */
const ENOUGH = 2000;
const STOP_MILLIS = 5000;

/** Hands over one reading; rejects unless it was acknowledged. */
type HandOver = (sensor: string, value: number, timeMillis: number) => Promise<void>;

/** Readings that keep coming, and the values that were acknowledged, by sensor. */
class Flow {
  readonly acknowledged = new Map<string, number[]>();
  readonly #firstMillis = Date.now() - 600_000;
  #total = 0;
  #next = 0;

  get total(): number {
    return this.#total;
  }

  /** One reading after the other, each a millisecond after the one before, until one is not acknowledged. */
  async run(kind: string, handOver: HandOver): Promise<void> {
    for (;;) {
      this.#next += 1;
      const value = this.#next;
      const sensor = `${kind}-${value % SENSORS}`;
      await handOver(sensor, value, this.#firstMillis + value);
      this.#total += 1;
      this.acknowledged.set(sensor, [...(this.acknowledged.get(sensor) ?? []), value]);
    }
  }
}

async function overMqtt(telltale: TelltaleProcess): Promise<HandOver> {
  const client = await connectAsync(`mqtt://127.0.0.1:${telltale.mqttPort}`);
  client.on('error', () => undefined);
  onTestFinished(async () => await client.endAsync(true));
  return async (sensor, value, time) => {
    await client.publishAsync(`telltale/works/${sensor}/count`, JSON.stringify({ value, time }), { qos: 1 });
  };
}

function overHttp(telltale: TelltaleProcess): HandOver {
  return async (sensor, value, time) => {
    const reading = { site: 'works', sensor, metric: 'count', value, time };
    const response = await post(telltale, '/api/v1/readings', JSON.stringify(reading));
    if (!response.ok) throw new Error(`answered with ${response.status}`);
    await response.arrayBuffer();
  };
}

async function valuesInHistory(telltale: TelltaleProcess, sensor: string): Promise<ReadonlySet<number | null>> {
  const series = await telltale.get<SeriesView[]>('/api/v1/series?limit=10000');
  const key = series.find(({ labels }) => labels['sensor'] === sensor)?.key ?? '';
  const history = await telltale.get<SeriesHistory>(`/api/v1/history?series=${encodeURIComponent(key)}`);
  return new Set(history.values);
}

describe('SIGTERM while readings flow', () => {
  it('ends Telltale cleanly in time, and what it acknowledged is in the history', { timeout: 90_000 }, async () => {
    const dataFolder = temporaryFolder();
    const environment = { TELLTALE_DEMO: '0' };
    const telltale = await startTelltale({ dataFolder, environment });
    onTestFinished(async () => await telltale.kill());
    const flow = new Flow();
    const [mqtt, http] = [await overMqtt(telltale), overHttp(telltale)];
    for (let lane = 0; lane < MQTT_LANES; lane += 1) void flow.run('mqtt', mqtt).catch(() => undefined);
    for (let lane = 0; lane < HTTP_LANES; lane += 1) void flow.run('http', http).catch(() => undefined);
    await until('readings flow', () => flow.total >= ENOUGH, 30_000, 1);

    const stoppedAt = performance.now();
    expect(await telltale.stop()).toBe(0);
    const stopMillis = performance.now() - stoppedAt;
    expect(stopMillis).toBeLessThan(STOP_MILLIS);

    const again = await startTelltale({ dataFolder, environment });
    onTestFinished(async () => await again.kill());
    const lost: string[] = [];
    for (const [sensor, values] of flow.acknowledged) {
      const kept = await valuesInHistory(again, sensor);
      lost.push(...values.filter((value) => !kept.has(value)).map((value) => `${sensor} ${value}`));
    }
    report(`graceful stop: ${flow.total} acknowledged, stopped in ${Math.round(stopMillis)} ms, ${lost.length} lost`);
    expect(flow.acknowledged.size).toBe(2 * SENSORS);
    expect(lost).toEqual([]);
  });
});
