import type {
  CpuTimes,
  DiskUse,
  HostSnapshot,
  InterfaceCounters,
  MemoryUse,
  NetworkCounters,
} from './host-snapshot.ts';

/** A reading that has no series integer yet. */
export interface HostRow {
  readonly metric: string;
  readonly value: number;
  readonly label?: readonly [name: string, value: string];
}

/** The readings of one round. What is a rate needs the round before; the first round has none. Pure. */
export function hostRows(previous: HostSnapshot | undefined, current: HostSnapshot): HostRow[] {
  const [load1 = 0, load5 = 0, load15 = 0] = current.loadAverages;
  return [
    { metric: 'process_uptime_seconds', value: current.processUptimeSeconds },
    { metric: 'load1', value: load1 },
    { metric: 'load5', value: load5 },
    { metric: 'load15', value: load15 },
    ...cpuRows(previous?.cpuTimes, current.cpuTimes),
    ...(current.memory === undefined ? [] : memoryRows(current.memory)),
    ...(current.disks ?? []).flatMap(diskRows),
    ...networkRows(previous?.network, current.network),
  ];
}

const CPU_MODES = ['user', 'nice', 'system', 'irq', 'idle'] as const;

function cpuRows(previous: CpuTimes | undefined, current: CpuTimes): HostRow[] {
  if (previous === undefined) return [];
  const spent = CPU_MODES.map((mode) => ({ mode, millis: current[mode] - previous[mode] }));
  const total = spent.reduce((sum, { millis }) => sum + millis, 0);
  // A processor that went offline takes its times with it.
  if (total <= 0 || spent.some(({ millis }) => millis < 0)) return [];
  const idle = current.idle - previous.idle;
  return [
    { metric: 'cpu_used_ratio', value: (total - idle) / total },
    ...spent.map(({ mode, millis }): HostRow => ({
      metric: 'cpu_mode_ratio',
      value: millis / total,
      label: ['mode', mode],
    })),
  ];
}

function memoryRows(memory: MemoryUse): HostRow[] {
  const usedBytes = memory.totalBytes - memory.availableBytes;
  const rows: HostRow[] = [
    { metric: 'memory_used_bytes', value: usedBytes },
    { metric: 'memory_available_bytes', value: memory.availableBytes },
    { metric: 'memory_used_ratio', value: usedBytes / memory.totalBytes },
  ];
  if (memory.swapTotalBytes > 0) {
    rows.push(
      { metric: 'swap_used_bytes', value: memory.swapUsedBytes },
      { metric: 'swap_used_ratio', value: memory.swapUsedBytes / memory.swapTotalBytes },
    );
  }
  return rows;
}

function diskRows(disk: DiskUse): HostRow[] {
  const label = ['mount', disk.mount] as const;
  return [
    { metric: 'disk_used_ratio', value: disk.usedBytes / (disk.usedBytes + disk.availableBytes), label },
    { metric: 'disk_used_bytes', value: disk.usedBytes, label },
    { metric: 'disk_total_bytes', value: disk.totalBytes, label },
  ];
}

const NETWORK_RATES: readonly (readonly [metric: string, counter: Exclude<keyof InterfaceCounters, 'name'>])[] = [
  ['network_receive_bytes_per_second', 'receivedBytes'],
  ['network_transmit_bytes_per_second', 'transmittedBytes'],
  ['network_receive_errors_per_second', 'receiveErrors'],
  ['network_transmit_errors_per_second', 'transmitErrors'],
  ['network_receive_drops_per_second', 'receiveDrops'],
  ['network_transmit_drops_per_second', 'transmitDrops'],
];

function networkRows(previous: NetworkCounters | undefined, current: NetworkCounters | undefined): HostRow[] {
  if (previous === undefined || current === undefined) return [];
  const seconds = (current.monotonicMillis - previous.monotonicMillis) / 1000;
  if (seconds <= 0) return [];
  const before = new Map(previous.interfaces.map((counters) => [counters.name, counters]));
  return current.interfaces.flatMap((now) => {
    const then = before.get(now.name);
    return then === undefined ? [] : interfaceRows(then, now, seconds);
  });
}

/** A counter that went back belongs to an interface that was made anew: no rate. */
function interfaceRows(then: InterfaceCounters, now: InterfaceCounters, seconds: number): HostRow[] {
  return NETWORK_RATES.flatMap(([metric, counter]) => {
    const counted = now[counter] - then[counter];
    return counted < 0 ? [] : [{ metric, value: counted / seconds, label: ['interface', now.name] as const }];
  });
}
