import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mosquittoPub } from '../support/mosquitto-pub.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { startTelltale, type TelltaleProcess } from '../support/telltale-process.ts';
import { until } from '../support/until.ts';
import { eventDetail, eventOfSensor, openEvents } from './ask.ts';

const RECOVERY_MILLIS = 30_000;
/** A series that reports once. */
const RARE = 'level{sensor="tank",site="works"}';

async function startRedis(port?: number) {
  const redis = await startRedisServer(port);
  onTestFinished(async () => await redis.stop('SIGKILL'));
  return redis;
}

async function start(redisPort: number): Promise<TelltaleProcess> {
  const telltale = await startTelltale({
    environment: {
      TELLTALE_DEMO: '0',
      TELLTALE_REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      TELLTALE_TAKE_LIMIT_SECONDS: '600',
    },
  });
  onTestFinished(async () => await telltale.kill());
  return telltale;
}

async function alarm(telltale: TelltaleProcess, sensor: string): Promise<string> {
  await mosquittoPub(telltale.mqttPort, `telltale/${sensor}/${sensor}/alarm`, 'motion');
  return (await eventOfSensor(telltale, sensor)).id;
}

async function reportLevel(telltale: TelltaleProcess, value: string): Promise<void> {
  await mosquittoPub(telltale.mqttPort, 'telltale/works/tank/level', value);
}

/** Ids of the events in Redis, as another process sees them. */
async function eventsInRedis(port: number): Promise<readonly string[]> {
  const client = new Redis(port, '127.0.0.1');
  try {
    return await client.hkeys('telltale:{events}:open');
  } finally {
    client.disconnect();
  }
}

/** The value of a reading in Redis, which stands there behind its time. */
async function latestInRedis(port: number, seriesKey: string): Promise<string | undefined> {
  const client = new Redis(port, '127.0.0.1');
  try {
    return (await client.hget('telltale:latest', seriesKey))?.split(' ')[1];
  } finally {
    client.disconnect();
  }
}

describe('working memory on Redis', () => {
  it('holds the open events and the latest readings', { timeout: 60_000 }, async () => {
    const redis = await startRedis();
    const telltale = await start(redis.port);
    expect((await telltale.status()).workingMemory).toBe('redis');
    const eventId = await alarm(telltale, 'door');
    expect(await eventsInRedis(redis.port)).toContain(eventId);
    await reportLevel(telltale, '4.5');
    await until('the reading', async () => (await latestInRedis(redis.port, RARE)) === '4.5', RECOVERY_MILLIS);
  });

  it(
    'comes back by itself when Redis is killed and empty: the queue is unharmed and says what happened',
    { timeout: 90_000 },
    async () => {
      const first = await startRedis();
      const telltale = await start(first.port);
      const before = await alarm(telltale, 'door-before');
      await reportLevel(telltale, '5.5');
      await first.stop('SIGKILL');
      const meanwhile = await alarm(telltale, 'door-meanwhile');
      const fault = await eventOfSensor(telltale, 'working memory');
      expect([fault.class, fault.active, fault.signals[0]?.type]).toEqual(['technical', true, 'redis-down']);

      const second = await startRedis(first.port);
      const wanted = [before, meanwhile, fault.id].sort();
      await until(
        'the working memory is filled again',
        async () => {
          const ids = await eventsInRedis(second.port);
          return wanted.every((id) => ids.includes(id));
        },
        RECOVERY_MILLIS,
      );
      await until('the fault is over', async () => !(await eventDetail(telltale, fault.id)).active, RECOVERY_MILLIS);
      const after = await alarm(telltale, 'door-after');
      const open = (await openEvents(telltale)).map(({ id }) => id);
      expect(open).toEqual(expect.arrayContaining([...wanted, after]));
      expect(await eventsInRedis(second.port)).toContain(after);
      await until(
        'a reading of before',
        async () => (await latestInRedis(second.port, RARE)) === '5.5',
        RECOVERY_MILLIS,
      );
    },
  );
});
