import { readFile } from 'node:fs/promises';
import { cpus, loadavg, platform } from 'node:os';
import si from 'systeminformation';
import { parseProcNetDev, realDisks, realInterfaces } from './host-selection.ts';
import type { CpuTimes, DiskUse, InterfaceCounters, MemoryUse } from './host-snapshot.ts';

/** Asks the machine. The promised answers may come late or never: `df` waits for a dead network mount. */
export interface HostProbe {
  readonly processUptimeSeconds: () => number;
  readonly loadAverages: () => readonly number[];
  readonly cpuTimes: () => CpuTimes;
  readonly memory: () => Promise<MemoryUse>;
  readonly disks: () => Promise<readonly DiskUse[]>;
  readonly interfaces: () => Promise<readonly InterfaceCounters[]>;
}

export const hostProbe: HostProbe = {
  processUptimeSeconds: () => process.uptime(),
  loadAverages: loadavg,
  cpuTimes: readCpuTimes,
  memory: readMemory,
  disks: async () => realDisks(await si.fsSize()),
  interfaces: async () => realInterfaces(await readInterfaces()),
};

function readCpuTimes(): CpuTimes {
  const sum = { user: 0, nice: 0, system: 0, irq: 0, idle: 0 };
  for (const { times } of cpus()) {
    sum.user += times.user;
    sum.nice += times.nice;
    sum.system += times.sys;
    sum.irq += times.irq;
    sum.idle += times.idle;
  }
  return sum;
}

async function readMemory(): Promise<MemoryUse> {
  const memory = await si.mem();
  return {
    totalBytes: memory.total,
    availableBytes: memory.available,
    swapTotalBytes: memory.swaptotal,
    swapUsedBytes: memory.swapused,
  };
}

/**
 * One file on Linux, where systeminformation would start a process for each interface every round and
 * block for 0.3 s on the first.
 */
async function readInterfaces(): Promise<InterfaceCounters[]> {
  if (platform() === 'linux') return parseProcNetDev(await readFile('/proc/net/dev', 'utf8'));
  const interfaces = await si.networkStats('*');
  return interfaces.map((counters) => ({
    name: counters.iface,
    receivedBytes: counters.rx_bytes,
    receiveErrors: counters.rx_errors,
    receiveDrops: counters.rx_dropped,
    transmittedBytes: counters.tx_bytes,
    transmitErrors: counters.tx_errors,
    transmitDrops: counters.tx_dropped,
  }));
}
