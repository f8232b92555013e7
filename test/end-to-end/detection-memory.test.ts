import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SeriesView } from '../../console/server/api-schemas.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';
import { eventOfSensor, openEvents, post } from './ask.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const DAYS = 3;
const SENSOR = 'cellar';

interface Reading {
  readonly site: string;
  readonly sensor: string;
  readonly metric: string;
  readonly value: number;
  readonly time: number;
}

/** A day's course, by time of day. */
function reading(time: number, offset = 0): Reading {
  const minuteOfDay = (time / MINUTE) % DAY_MINUTES;
  const value = 20 + 5 * Math.sin((2 * Math.PI * minuteOfDay) / DAY_MINUTES) + 0.1 * Math.sin(time / 7919) + offset;
  return { site: 'works', sensor: SENSOR, metric: 'temperature', value, time };
}

async function handOver(telltale: TelltaleProcess, readings: readonly Reading[]): Promise<void> {
  const response = await post(telltale, '/api/v1/readings', JSON.stringify(readings));
  if (!response.ok) throw new Error(`answered with ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

async function isLearning(telltale: TelltaleProcess): Promise<boolean | undefined> {
  const series = await telltale.get<SeriesView[]>('/api/v1/series?limit=10000');
  return series.find(({ labels }) => labels['sensor'] === SENSOR)?.learning;
}

async function start(dataFolder: string): Promise<TelltaleProcess> {
  const telltale = await startTelltale({ dataFolder, environment: { TELLTALE_DEMO: '0' } });
  onTestFinished(async () => await telltale.kill());
  return telltale;
}

describe('what the detectors have learnt', () => {
  it(
    'is still known after a restart: the first strange reading is an alarm, and usual ones are not',
    { timeout: 120_000 },
    async () => {
      const dataFolder = temporaryFolder();
      const firstMillis = Math.floor(Date.now() / MINUTE) * MINUTE - (DAYS + 1) * DAY_MINUTES * MINUTE;
      const past = Array.from({ length: DAYS * DAY_MINUTES }, (_, n) => reading(firstMillis + n * MINUTE));
      const first = await start(dataFolder);
      await handOver(first, past.slice(0, 3));
      expect(await isLearning(first)).toBe(true);
      await handOver(first, past.slice(3));
      expect(await isLearning(first)).toBe(false);
      expect(await first.stop()).toBe(0);

      const second = await start(dataFolder);
      const next = firstMillis + DAYS * DAY_MINUTES * MINUTE;
      await handOver(
        second,
        Array.from({ length: 60 }, (_, n) => reading(next + n * MINUTE)),
      );
      expect(await isLearning(second)).toBe(false);
      expect((await openEvents(second)).filter(({ sensor }) => sensor === SENSOR)).toEqual([]);
      await handOver(second, [reading(next + 60 * MINUTE, 15)]);
      expect((await eventOfSensor(second, SENSOR)).signals[0]).toMatchObject({ kind: 'aberration' });
    },
  );

  it('and cannot be read is a fault in the queue, and Telltale starts', { timeout: 120_000 }, async () => {
    const dataFolder = temporaryFolder();
    const first = await start(dataFolder);
    await handOver(first, [reading(Date.now())]);
    await first.stop();
    const folder = join(dataFolder, 'detection');
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'damaged');
    const second = await start(dataFolder);
    const fault = await until('a fault of the detection memory', async () =>
      (await openEvents(second)).find(({ sensor }) => sensor === 'detection memory'),
    );
    expect(fault.title).toContain('cannot be read');
  });
});
