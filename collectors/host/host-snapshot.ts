/** Milliseconds since boot, all processors added up. */
export interface CpuTimes {
  readonly user: number;
  readonly nice: number;
  readonly system: number;
  readonly irq: number;
  readonly idle: number;
}

export interface MemoryUse {
  readonly totalBytes: number;
  readonly availableBytes: number;
  readonly swapTotalBytes: number;
  readonly swapUsedBytes: number;
}

export interface DiskUse {
  readonly mount: string;
  readonly totalBytes: number;
  readonly usedBytes: number;
  /** What an unprivileged process can still write; less than total minus used where blocks are reserved. */
  readonly availableBytes: number;
}

/** Counts since the interface appeared. */
export interface InterfaceCounters {
  readonly name: string;
  readonly receivedBytes: number;
  readonly receiveErrors: number;
  readonly receiveDrops: number;
  readonly transmittedBytes: number;
  readonly transmitErrors: number;
  readonly transmitDrops: number;
}

export interface NetworkCounters {
  readonly monotonicMillis: number;
  readonly interfaces: readonly InterfaceCounters[];
}

/** What one round saw. A part is missing when its source failed or was not due. */
export interface HostSnapshot {
  readonly processUptimeSeconds: number;
  /** Over 1, 5 and 15 minutes. */
  readonly loadAverages: readonly number[];
  readonly cpuTimes: CpuTimes;
  readonly memory: MemoryUse | undefined;
  readonly disks: readonly DiskUse[] | undefined;
  readonly network: NetworkCounters | undefined;
}
