import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostRows, type HostRow } from './host-rows.ts';
import type { HostSnapshot, InterfaceCounters } from './host-snapshot.ts';

const base: HostSnapshot = {
  processUptimeSeconds: 12,
  loadAverages: [0.5, 0.25, 0.125],
  cpuTimes: { user: 1000, nice: 0, system: 500, irq: 0, idle: 8500 },
  memory: undefined,
  disks: undefined,
  network: undefined,
};

const eth0: InterfaceCounters = {
  name: 'eth0',
  receivedBytes: 1000,
  receiveErrors: 0,
  receiveDrops: 0,
  transmittedBytes: 2000,
  transmitErrors: 0,
  transmitDrops: 0,
};

function network(monotonicMillis: number, ...interfaces: InterfaceCounters[]): HostSnapshot {
  return { ...base, network: { monotonicMillis, interfaces } };
}

function valueOf(rows: readonly HostRow[], metric: string, label?: string): number | undefined {
  return rows.find((row) => row.metric === metric && row.label?.[1] === label)?.value;
}

describe('the readings of a round', () => {
  it('have load, uptime and no rate in the first round', () => {
    const rows = hostRows(undefined, network(0, eth0));
    expect(rows.map(({ metric }) => metric)).toEqual(['process_uptime_seconds', 'load1', 'load5', 'load15']);
    expect(valueOf(rows, 'load15')).toBe(0.125);
  });

  it('give the share of processor time that was not idle, and each mode', () => {
    const later = { ...base, cpuTimes: { user: 1300, nice: 0, system: 600, irq: 0, idle: 9100 } };
    const rows = hostRows(base, later);
    expect(valueOf(rows, 'cpu_used_ratio')).toBeCloseTo(0.4);
    expect(valueOf(rows, 'cpu_mode_ratio', 'user')).toBeCloseTo(0.3);
    expect(valueOf(rows, 'cpu_mode_ratio', 'idle')).toBeCloseTo(0.6);
  });

  it('leave the processor out when its times went back', () => {
    const later = { ...base, cpuTimes: { user: 500, nice: 0, system: 700, irq: 0, idle: 9900 } };
    expect(valueOf(hostRows(base, later), 'cpu_used_ratio')).toBeUndefined();
  });

  it('give memory in bytes and as a ratio, and swap where there is some', () => {
    const memory = { totalBytes: 1000, availableBytes: 250, swapTotalBytes: 0, swapUsedBytes: 0 };
    const rows = hostRows(undefined, { ...base, memory });
    expect(valueOf(rows, 'memory_used_ratio')).toBe(0.75);
    expect(valueOf(rows, 'memory_available_bytes')).toBe(250);
    expect(valueOf(rows, 'swap_used_ratio')).toBeUndefined();
    const swapping = hostRows(undefined, { ...base, memory: { ...memory, swapTotalBytes: 100, swapUsedBytes: 20 } });
    expect(valueOf(swapping, 'swap_used_ratio')).toBe(0.2);
  });

  it('count what is reserved on a disk as used up, as df does', () => {
    const disks = [{ mount: '/', totalBytes: 100, usedBytes: 60, availableBytes: 20 }];
    expect(valueOf(hostRows(undefined, { ...base, disks }), 'disk_used_ratio', '/')).toBe(0.75);
  });

  it('turn network counters into rates by the monotonic clock', () => {
    const later = network(2000, { ...eth0, receivedBytes: 5000, transmitDrops: 4 });
    const rows = hostRows(network(0, eth0), later);
    expect(valueOf(rows, 'network_receive_bytes_per_second', 'eth0')).toBe(2000);
    expect(valueOf(rows, 'network_transmit_drops_per_second', 'eth0')).toBe(2);
  });

  it('give no rate for an interface that is new or was made anew', () => {
    const later = network(2000, { ...eth0, receivedBytes: 10 }, { ...eth0, name: 'eth1' });
    const rows = hostRows(network(0, eth0), later);
    expect(valueOf(rows, 'network_receive_bytes_per_second', 'eth0')).toBeUndefined();
    expect(valueOf(rows, 'network_receive_bytes_per_second', 'eth1')).toBeUndefined();
  });

  it('are never below zero nor above one where they are ratios', () => {
    const times = fc.record({
      user: fc.nat(),
      nice: fc.nat(),
      system: fc.nat(),
      irq: fc.nat(),
      idle: fc.nat(),
    });
    fc.assert(
      fc.property(times, times, (before, now) => {
        const rows = hostRows({ ...base, cpuTimes: before }, { ...base, cpuTimes: now });
        return rows.filter(({ metric }) => metric.endsWith('_ratio')).every(({ value }) => value >= 0 && value <= 1);
      }),
    );
  });
});
