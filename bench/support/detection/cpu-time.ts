import { median, round } from '../statistics.ts';

/** User and system CPU time of this process while `work` ran. */
export function cpuNanosOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

/** CPU nanoseconds a reading, over rounds. */
export interface Cost {
  readonly best: number;
  readonly median: number;
}

export function costOf(nanosPerReading: readonly number[]): Cost {
  return { best: Math.min(...nanosPerReading), median: median(nanosPerReading) };
}

export function millionsASecond(nanosPerReading: number): number {
  return round(1000 / nanosPerReading, 3);
}
