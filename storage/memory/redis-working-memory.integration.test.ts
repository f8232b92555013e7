import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../test/support/free-port.ts';
import { startRedisServer } from '../../test/support/redis-server.ts';
import { sampleEvent } from '../../test/support/sample-records.ts';
import type { RunningServer } from '../../test/support/server-process.ts';
import { RedisWorkingMemory, type RedisHealth, type RedisWorkingMemoryOptions } from './redis-working-memory.ts';
import { describeWorkingMemory } from './working-memory-contract.ts';

let server: RunningServer;
let admin: Redis;
const opened: RedisWorkingMemory[] = [];
let prefixCount = 0;

beforeAll(async () => {
  server = await startRedisServer();
  admin = new Redis(server.port);
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((memory) => memory.stop()));
});

afterAll(async () => {
  admin.disconnect();
  await server.stop();
});

function open(options: RedisWorkingMemoryOptions = {}, url = `redis://127.0.0.1:${server.port}`): RedisWorkingMemory {
  const memory = new RedisWorkingMemory(url, options);
  opened.push(memory);
  return memory;
}

function newPrefix(): string {
  prefixCount += 1;
  return `test-${prefixCount}:`;
}

describeWorkingMemory('Redis working memory', {
  create: async (limits) => open({ limits, keyPrefix: newPrefix() }),
});

describe('Redis working memory: shared', () => {
  it('lets two writers race and ends with the highest version', async () => {
    const keyPrefix = newPrefix();
    const [even, odd] = [open({ keyPrefix }), open({ keyPrefix })];
    const versions = Array.from({ length: 200 }, (_, i) => i + 1);
    await Promise.all(
      versions.map((version) => (version % 2 === 0 ? even : odd).putEvents([sampleEvent({ version })])),
    );
    expect((await open({ keyPrefix }).event('event-1'))?.version).toBe(200);
  });

  it('touches no key outside its prefix', async () => {
    await admin.flushall();
    const memory = open({ keyPrefix: 'mine:' });
    await memory.putEvents([sampleEvent(), sampleEvent({ id: 'b', state: 'closed' })]);
    await memory.putLatest([{ seriesKey: 'a', observedAtMillis: 1, value: 1 }]);
    expect((await admin.keys('*')).filter((key) => !key.startsWith('mine:'))).toEqual([]);
  });

  it('refuses an event that somebody else wrote badly', async () => {
    const memory = open({ keyPrefix: 'bad:' });
    for (const text of ['not json', '{}', JSON.stringify({ ...sampleEvent(), version: 'x' })]) {
      await admin.hset('bad:{events}:open', 'event-1', text);
      await expect(memory.openEvents()).rejects.toMatchObject({ name: 'Failure', retryable: false });
    }
    await memory.replaceEvents([sampleEvent()]);
    expect(await memory.openEvents()).toEqual([sampleEvent()]);
  });

  it('takes a latest reading that somebody else wrote badly as none, and overwrites it', async () => {
    const memory = open({ keyPrefix: 'bad:' });
    await admin.hset('bad:latest', 'a', 'rubbish', 'b', '1 NaN');
    expect(await memory.latest(['a', 'b'])).toEqual([undefined, undefined]);
    const reading = { seriesKey: 'a', observedAtMillis: 1, value: 1 };
    await memory.putLatest([reading]);
    expect(await memory.latest(['a'])).toEqual([reading]);
  });

  it('says what is wrong when the keys belong to another program', async () => {
    const memory = open({ keyPrefix: 'taken:' });
    await admin.set('taken:latest', 'text');
    await expect(memory.latest(['a'])).rejects.toMatchObject({
      reason: 'client',
      remedy: expect.stringContaining('prefix'),
    });
  });
});

describe('Redis working memory: faults', () => {
  let faulty: RunningServer;

  afterEach(async () => {
    faulty.process.kill('SIGCONT');
    await faulty.stop('SIGKILL');
  });

  async function openFaulty(options: RedisWorkingMemoryOptions = {}): Promise<[RedisWorkingMemory, RedisHealth[]]> {
    faulty = await startRedisServer();
    const health: RedisHealth[] = [];
    const memory = open(
      { commandTimeoutSeconds: 0.2, onHealth: (state) => health.push(state), ...options },
      `redis://127.0.0.1:${faulty.port}`,
    );
    await vi.waitUntil(() => health.length === 1);
    return [memory, health];
  }

  it('fails within its deadline when Redis is stopped, and works again when it goes on', async () => {
    const [memory, health] = await openFaulty();
    await memory.putEvents([sampleEvent()]);
    faulty.process.kill('SIGSTOP');
    const startedAt = performance.now();
    await expect(memory.putEvents([sampleEvent({ version: 2 })])).rejects.toMatchObject({ reason: 'timeout' });
    await expect(memory.replaceEvents([])).rejects.toMatchObject({ name: 'Failure', retryable: true });
    await expect(memory.openEvents()).rejects.toMatchObject({ name: 'Failure', retryable: true });
    expect(performance.now() - startedAt).toBeLessThan(3000);
    await vi.waitUntil(() => health.length === 2, 10_000);
    faulty.process.kill('SIGCONT');
    await vi.waitUntil(() => health.length === 3, 10_000);
    await memory.putEvents([sampleEvent({ version: 3 })]);
    expect((await memory.event('event-1'))?.version).toBe(3);
    expect(health.map(({ state }) => state)).toEqual(['up', 'down', 'up']);
  });

  it('can be filled again after Redis was killed and came back empty', async () => {
    const [memory, health] = await openFaulty();
    await memory.putEvents([sampleEvent({ version: 5 })]);
    await faulty.stop('SIGKILL');
    await expect(memory.openEvents()).rejects.toMatchObject({
      reason: 'unreachable',
      retryable: true,
      remedy: expect.stringContaining('TELLTALE_REDIS_URL'),
    });
    faulty = await startRedisServer(faulty.port);
    await vi.waitUntil(() => health.at(-1)?.state === 'up' && health.length === 3, 10_000);
    expect(await memory.openEvents()).toEqual([]);
    await memory.replaceEvents([sampleEvent({ version: 5 })]);
    expect(await memory.openEvents()).toEqual([sampleEvent({ version: 5 })]);
  });

  it('can be filled again after FLUSHALL', async () => {
    const [memory] = await openFaulty();
    await memory.putEvents([sampleEvent({ version: 5 })]);
    const client = new Redis(faulty.port);
    await client.flushall();
    client.disconnect();
    expect(await memory.openEvents()).toEqual([]);
    await memory.replaceEvents([sampleEvent({ version: 5 })]);
    expect(await memory.openEvents()).toEqual([sampleEvent({ version: 5 })]);
  });

  it('says that Redis is full, and goes on reading', async () => {
    const [memory] = await openFaulty();
    await memory.putEvents([sampleEvent()]);
    const client = new Redis(faulty.port);
    await client.config('SET', 'maxmemory', '1');
    client.disconnect();
    await expect(memory.putEvents([sampleEvent({ version: 2 })])).rejects.toMatchObject({ reason: 'server' });
    expect((await memory.event('event-1'))?.version).toBe(1);
  });

  it('says that the password is wrong without telling the password', async () => {
    const [, health] = await openFaulty();
    const client = new Redis(faulty.port);
    await client.config('SET', 'requirepass', 'another');
    client.disconnect();
    const memory = open({ onHealth: (state) => health.push(state) }, `redis://:pass-word@127.0.0.1:${faulty.port}`);
    const failure = await memory.openEvents().catch((error: unknown) => error);
    expect(failure).toMatchObject({ reason: 'authentication', retryable: false });
    expect(String(failure) + JSON.stringify(health)).not.toContain('pass-word');
  });

  it('fails at once after stop, and stop can be repeated', async () => {
    const [memory, health] = await openFaulty();
    await memory.stop();
    await memory.stop();
    await expect(memory.openEvents()).rejects.toMatchObject({ name: 'Failure' });
    expect(health).toHaveLength(1);
  });
});

describe('Redis working memory: no server', () => {
  it('fails with a remedy, reports it once, and has no unhandled error', async () => {
    const health: RedisHealth[] = [];
    const memory = open({ onHealth: (state) => health.push(state) }, `redis://127.0.0.1:${await freePort()}`);
    await expect(memory.openEvents()).rejects.toMatchObject({ reason: 'unreachable' });
    await expect(memory.putEvents([sampleEvent()])).rejects.toMatchObject({ reason: 'unreachable' });
    expect(health).toMatchObject([{ state: 'down', remedy: expect.stringContaining('TELLTALE_REDIS_URL') }]);
  });
});
