import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CollectorContext } from '../../core/ports/collector.ts';
import type { ReadingBatch } from '../../core/reading-batch.ts';
import { SeriesRegistry } from '../../core/series-registry.ts';
import { hostConfigSchema } from './config.ts';
import { HostCollector } from './host-collector.ts';
import { hostProbe, type HostProbe } from './host-probe.ts';
import plugin from './plugin.ts';
import { sensorName } from './sensor-name.ts';

const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), child: () => logger };

function listen() {
  const registry = new SeriesRegistry();
  const batches: ReadingBatch[] = [];
  const reject = vi.fn();
  const time = { millis: 1_000_000 };
  const register = vi.fn((series: Parameters<SeriesRegistry['register']>[0]) => registry.register(series));
  const context: CollectorContext = {
    clock: { nowMillis: () => time.millis, monotonicMillis: () => time.millis },
    logger,
    dataFolder: '/nowhere',
    messageTap: { tap: () => () => undefined },
    health: () => undefined,
    sink: {
      register,
      readings: async (batch) => {
        batches.push(batch);
      },
      signals: async () => undefined,
      reject,
    },
  };
  const keysOf = (batch: ReadingBatch | undefined) => [...(batch?.seriesIds ?? [])].map((id) => registry.get(id)?.key);
  return { context, batches, keysOf, register, reject, time };
}

const calm: HostProbe = {
  processUptimeSeconds: () => 1,
  loadAverages: () => [0, 0, 0],
  cpuTimes: () => ({ user: 1, nice: 0, system: 0, irq: 0, idle: 1 }),
  memory: async () => ({ totalBytes: 100, availableBytes: 50, swapTotalBytes: 0, swapUsedBytes: 0 }),
  disks: async () => [{ mount: '/', totalBytes: 100, usedBytes: 50, availableBytes: 50 }],
  interfaces: async () => [],
};

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const untimed = new AbortController().signal;

describe('the host collector', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('hands on one batch a round, under its site and sensor', async () => {
    const { context, batches, keysOf } = listen();
    await new HostCollector(hostConfigSchema.parse({}), context, calm, 'rack-7').poll(untimed);
    expect(batches).toHaveLength(1);
    expect(keysOf(batches[0])).toContain('disk_used_ratio{mount="/",sensor="rack-7",site="local"}');
    expect(keysOf(batches[0])).toContain('load1{sensor="rack-7",site="local"}');
    expect(batches[0]?.receivedAtMillis).toBe(1_000_000);
  });

  it('registers each series once', async () => {
    const { context, register } = listen();
    const collector = new HostCollector(hostConfigSchema.parse({}), context, calm, 'h');
    await collector.poll(untimed);
    const registered = register.mock.calls.length;
    await collector.poll(untimed);
    expect(register.mock.calls.length).toBe(registered);
  });

  it('asks for disks only when they are due', async () => {
    const { context, time } = listen();
    const disks = vi.fn(calm.disks);
    const config = hostConfigSchema.parse({ diskIntervalSeconds: 60 });
    const collector = new HostCollector(config, context, { ...calm, disks }, 'h');
    await collector.poll(untimed);
    time.millis += 59_000;
    await collector.poll(untimed);
    expect(disks).toHaveBeenCalledTimes(1);
    time.millis += 1000;
    await collector.poll(untimed);
    expect(disks).toHaveBeenCalledTimes(2);
  });

  it('hands on the other readings when a source hangs, and counts the failure', async () => {
    const { context, batches, keysOf } = listen();
    const disks = vi.fn(() => never<never>());
    const collector = new HostCollector(hostConfigSchema.parse({}), context, { ...calm, disks }, 'h');
    const round = expect(collector.poll(untimed)).rejects.toMatchObject({ name: 'Failure', reason: 'timeout' });
    await vi.advanceTimersByTimeAsync(3000);
    await round;
    expect(keysOf(batches[0])).toContain('memory_used_ratio{sensor="h",site="local"}');
  });

  it('does not ask a hanging source again, and does not wait for it again', async () => {
    const { context, batches } = listen();
    const disks = vi.fn(() => never<never>());
    const collector = new HostCollector(hostConfigSchema.parse({}), context, { ...calm, disks }, 'h');
    const round = expect(collector.poll(untimed)).rejects.toThrow('disks');
    await vi.advanceTimersByTimeAsync(3000);
    await round;
    await expect(collector.poll(untimed)).rejects.toThrow('disks');
    expect(disks).toHaveBeenCalledTimes(1);
    expect(batches).toHaveLength(2);
  });

  it('asks a failed source again in the next round', async () => {
    const { context } = listen();
    const memory = vi.fn(calm.memory).mockRejectedValueOnce(new Error('no /proc/meminfo'));
    const collector = new HostCollector(hostConfigSchema.parse({}), context, { ...calm, memory }, 'h');
    await expect(collector.poll(untimed)).rejects.toMatchObject({ reason: 'other' });
    await collector.poll(untimed);
  });

  it('refuses what is not a finite number and keeps the rest', async () => {
    const { context, batches, reject } = listen();
    const probe = { ...calm, loadAverages: () => [Number.NaN, 1, 1] };
    await new HostCollector(hostConfigSchema.parse({}), context, probe, 'h').poll(untimed);
    expect(reject).toHaveBeenCalledExactlyOnceWith('not-finite', 'load1');
    expect(batches[0]?.count).toBeGreaterThan(5);
  });

  it('emits nothing once stopped', async () => {
    const { context, batches } = listen();
    const collector = new HostCollector(hostConfigSchema.parse({}), context, calm, 'h');
    const round = collector.poll(untimed);
    await collector.stop();
    await round;
    expect(batches).toEqual([]);
  });
});

describe('the machine the tests run on', () => {
  it('has processors, memory, a disk and a network', async () => {
    const { context, batches, keysOf } = listen();
    const collector = new HostCollector(hostConfigSchema.parse({}), context, hostProbe, 'here');
    await collector.poll(untimed);
    expect(batches[0]?.values.every(Number.isFinite)).toBe(true);
    const metrics = keysOf(batches[0]).map((key) => key?.split('{')[0]);
    expect(metrics).toEqual(expect.arrayContaining(['load1', 'memory_used_ratio', 'disk_used_ratio']));
    expect((await hostProbe.interfaces()).length).toBeGreaterThan(0);
  });
});

describe('the host plug-in', () => {
  it('takes part without configuration and keeps off the demonstration site', () => {
    const config = plugin.configSchema.parse({});
    expect(plugin.isEnabled(config)).toBe(true);
    expect(config).toEqual({ intervalSeconds: 5, timeoutSeconds: 4, diskIntervalSeconds: 60, site: 'local' });
    expect(() => plugin.configSchema.parse({ site: 'demo' })).toThrow('demonstration');
  });

  it('makes a plain sensor name of any host name', () => {
    expect(sensorName('gate-1.example.org')).toBe('gate-1.example.org');
    expect(sensorName('a b"{}\n')).toBe('a-b-');
    expect(sensorName('')).toBe('host');
    expect(sensorName('x'.repeat(300))).toHaveLength(64);
  });
});
