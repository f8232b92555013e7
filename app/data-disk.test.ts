import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { DataDisk } from './data-disk.ts';
import type { DiskSpace } from './disk-space.ts';

const GB = 1e9;

function watch() {
  const metrics = new Registry();
  const told: string[] = [];
  let space: DiskSpace = { freeBytes: 0, sizeBytes: 0 };
  const disk = new DataDisk({
    metrics,
    faults: {
      begin: (part, type, message) => void told.push(`${part} ${type}: ${message}`),
      end: (part) => void told.push(`${part} well`),
    },
    look: async () => space,
  });
  const check = async (freeBytes: number, sizeBytes: number): Promise<string | undefined> => {
    space = { freeBytes, sizeBytes };
    await disk.check();
    return told.at(-1);
  };
  return { metrics, check };
}

describe('the disk with the data folder', () => {
  it('is a fault in the queue while there is little left of it, and none any more when there is room again', async () => {
    const { check } = watch();
    expect(await check(50 * GB, 100 * GB)).toBe('data folder well');
    expect(await check(3 * GB, 100 * GB)).toContain('data folder disk-nearly-full: 3000 MB are left');
    expect(await check(20 * GB, 100 * GB)).toBe('data folder well');
  });

  it('is none where a small share is still a lot, or a small disk is half empty', async () => {
    const { check } = watch();
    expect(await check(100 * GB, 10_000 * GB)).toBe('data folder well');
    expect(await check(4 * GB, 8 * GB)).toBe('data folder well');
  });

  it('is shown to scrapers', async () => {
    const { metrics, check } = watch();
    await check(40 * GB, 100 * GB);
    const text = await metrics.metrics();
    expect(text).toContain('telltale_data_free_bytes 40000000000');
    expect(text).toContain('telltale_data_size_bytes 100000000000');
  });
});
