import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CollectorListener } from '../../test/support/collector-listener.ts';
import { hostConfigSchema } from './config.ts';
import { HostCollector } from './host-collector.ts';
import { hostProbe, type HostProbe } from './host-probe.ts';
import plugin from './plugin.ts';
import { sensorName } from './sensor-name.ts';

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

function watch(probe: HostProbe, sensor = 'h', settings: object = {}) {
  const listener = new CollectorListener();
  const collector = new HostCollector(hostConfigSchema.parse(settings), listener.context, probe, sensor);
  const heard = (): readonly string[] => listener.readings.map(({ series }) => series);
  return { listener, collector, heard };
}

describe('the host collector', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('hands on one batch a round, under its site and sensor', async () => {
    const { listener, collector, heard } = watch(calm, 'rack-7');
    await collector.poll(untimed);
    expect(listener.batches).toHaveLength(1);
    expect(heard()).toContain('disk_used_ratio{mount="/",sensor="rack-7",site="local"}');
    expect(heard()).toContain('load1{sensor="rack-7",site="local"}');
    expect(listener.batches[0]?.receivedAtMillis).toBe(listener.nowMillis);
  });

  it('registers each series once', async () => {
    const { listener, collector } = watch(calm);
    const register = vi.spyOn(listener.context.sink, 'register');
    await collector.poll(untimed);
    const registered = register.mock.calls.length;
    await collector.poll(untimed);
    expect(register.mock.calls.length).toBe(registered);
  });

  it('asks for disks only when they are due', async () => {
    const disks = vi.fn(calm.disks);
    const { listener, collector } = watch({ ...calm, disks }, 'h', { diskIntervalSeconds: 60 });
    await collector.poll(untimed);
    listener.nowMillis += 59_000;
    await collector.poll(untimed);
    expect(disks).toHaveBeenCalledTimes(1);
    listener.nowMillis += 1000;
    await collector.poll(untimed);
    expect(disks).toHaveBeenCalledTimes(2);
  });

  it('hands on the other readings when a source hangs, and counts the failure', async () => {
    const { collector, heard } = watch({ ...calm, disks: never });
    const round = expect(collector.poll(untimed)).rejects.toMatchObject({ name: 'Failure', reason: 'timeout' });
    await vi.advanceTimersByTimeAsync(3000);
    await round;
    expect(heard()).toContain('memory_used_ratio{sensor="h",site="local"}');
  });

  it('does not ask a hanging source again, and does not wait for it again', async () => {
    const disks = vi.fn(() => never<never>());
    const { listener, collector } = watch({ ...calm, disks });
    const round = expect(collector.poll(untimed)).rejects.toThrow('disks');
    await vi.advanceTimersByTimeAsync(3000);
    await round;
    await expect(collector.poll(untimed)).rejects.toThrow('disks');
    expect(disks).toHaveBeenCalledTimes(1);
    expect(listener.batches).toHaveLength(2);
  });

  it('asks a failed source again in the next round', async () => {
    const memory = vi.fn(calm.memory).mockRejectedValueOnce(new Error('no /proc/meminfo'));
    const { collector } = watch({ ...calm, memory });
    await expect(collector.poll(untimed)).rejects.toMatchObject({ reason: 'other' });
    await collector.poll(untimed);
  });

  it('refuses what is not a finite number and keeps the rest', async () => {
    const { listener, collector } = watch({ ...calm, loadAverages: () => [Number.NaN, 1, 1] });
    await collector.poll(untimed);
    expect(listener.rejected).toEqual([{ reason: 'not-finite', detail: 'load1' }]);
    expect(listener.readings.length).toBeGreaterThan(5);
  });

  it('emits nothing once stopped', async () => {
    const { listener, collector } = watch(calm);
    const round = collector.poll(untimed);
    await collector.stop();
    await round;
    expect(listener.batches).toEqual([]);
  });
});

describe('the machine the tests run on', () => {
  it('has memory, a disk and a network', async () => {
    const { listener, collector, heard } = watch(hostProbe);
    await collector.poll(untimed);
    expect(listener.readings.every(({ value }) => Number.isFinite(value))).toBe(true);
    const metrics = heard().map((series) => series.split('{')[0]);
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
