import { readFileSync } from 'node:fs';

/** Linux counts CPU time in these; sysconf(_SC_CLK_TCK) is 100 on every architecture Node runs on. */
const TICKS_PER_SECOND = 100;

/** User and system CPU time of a process with all its threads, in seconds, by the kernel's own count. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Resident memory of a process, in megabytes of 10^6 bytes. */
export function residentMegabytesOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  return (Number(kilobytes) * 1024) / 1e6;
}
