import { statfs } from 'node:fs/promises';

/** Of a file system: what this process may still write, and how large it is. */
export interface DiskSpace {
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

/** Below both it must be told: while there still is room, somebody can act. */
const NEARLY_FULL_RATIO = 0.05;
const NEARLY_FULL_BYTES = 5e9;

export function isNearlyFull({ freeBytes, sizeBytes }: DiskSpace): boolean {
  return freeBytes < NEARLY_FULL_BYTES && freeBytes < NEARLY_FULL_RATIO * sizeBytes;
}

/** What an unprivileged process may still write: some of what is free is kept for the administrator. */
export async function spaceOf(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
}
