import type { Systeminformation } from 'systeminformation';
import type { DiskUse, InterfaceCounters } from './host-snapshot.ts';

/** Most disks and most interfaces that become series: a machine full of containers invents many. */
const MAX_DISKS = 32;
export const MAX_INTERFACES = 32;

const VIRTUAL_FILESYSTEMS = /^(overlay|aufs|tmpfs|devtmpfs|squashfs|ramfs|nsfs|efivarfs|iso9660)$/;

/**
 * File systems that store something, each device once, at its shortest mount point. The root counts
 * whatever it is: in a container it is an overlay.
 */
export function realDisks(fileSystems: readonly Systeminformation.FsSizeData[]): DiskUse[] {
  const byDevice = new Map<string, Systeminformation.FsSizeData>();
  for (const candidate of fileSystems) {
    const isReal = candidate.mount === '/' || !VIRTUAL_FILESYSTEMS.test(candidate.type);
    if (!isReal || !(candidate.size > 0)) continue;
    const chosen = byDevice.get(candidate.fs);
    if (chosen === undefined || candidate.mount.length < chosen.mount.length) byDevice.set(candidate.fs, candidate);
  }
  return [...byDevice.values()].slice(0, MAX_DISKS).map((disk) => ({
    mount: disk.mount,
    totalBytes: disk.size,
    usedBytes: disk.used,
    availableBytes: disk.available,
  }));
}

/** The loopback says nothing, and container pairs come and go with new names for ever. */
const IGNORED_INTERFACE = /^(lo\d*|veth.*|cali.*)$/;

export function realInterfaces(interfaces: readonly InterfaceCounters[]): InterfaceCounters[] {
  return interfaces.filter(({ name }) => !IGNORED_INTERFACE.test(name)).slice(0, MAX_INTERFACES);
}

/** The text of Linux's /proc/net/dev: two header lines, then `name: 8 receive counters 8 transmit counters`. */
export function parseProcNetDev(text: string): InterfaceCounters[] {
  return text.split('\n').flatMap((line) => {
    const colon = line.lastIndexOf(':');
    if (colon < 0) return [];
    const counters = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    if (counters.length < 16 || counters.some(Number.isNaN)) return [];
    const [receivedBytes = 0, , receiveErrors = 0, receiveDrops = 0] = counters;
    const [transmittedBytes = 0, , transmitErrors = 0, transmitDrops = 0] = counters.slice(8);
    const name = line.slice(0, colon).trim();
    return [{ name, receivedBytes, receiveErrors, receiveDrops, transmittedBytes, transmitErrors, transmitDrops }];
  });
}
