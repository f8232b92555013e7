import { readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readRows } from '../replay-file-reader.ts';
import type { ReplayRow } from '../row.ts';
import { demoCsvPath, demoFile } from './demo-file.ts';
import { generateDemoCsv } from './generate.ts';
import { LIVE_SECONDS, LOOP_FROM_SECONDS } from './scenario.ts';

async function demoRows(): Promise<ReplayRow[]> {
  const rows: ReplayRow[] = [];
  for await (const { row } of readRows(demoFile)) {
    if (row.kind === 'bad') throw new Error(row.detail);
    rows.push(row);
  }
  return rows;
}

const begins = (rows: readonly ReplayRow[]) =>
  rows.flatMap((row) => (row.kind === 'alarm' && row.phase === 'entered' ? [row] : []));

describe('the demonstration', () => {
  it('is exactly what its generator makes, and small', async () => {
    expect(await readFile(demoFile.path, 'utf8')).toBe(generateDemoCsv());
    expect((await stat(demoFile.path)).size).toBeLessThan(400 * 1024);
  });

  it('is found from the source and from the compiled program', () => {
    const path = '/opt/telltale/collectors/replay/demo/demo-site.csv';
    expect(demoCsvPath('file:///opt/telltale/collectors/replay/demo/demo-file.ts')).toBe(path);
    expect(demoCsvPath('file:///opt/telltale/dist/collectors/replay/demo/demo-file.js')).toBe(path);
  });

  it('brings three hours of past and is in order of time', async () => {
    const offsets = (await demoRows()).map((row) => row.offsetSeconds);
    expect(offsets[0]).toBe(-3 * 3600);
    expect(offsets.toSorted((a, b) => a - b)).toEqual(offsets);
  });

  it('fills the queue in the first minute', async () => {
    const early = begins(await demoRows()).filter((row) => row.offsetSeconds <= 50);
    expect(early.map((row) => row.class)).toEqual(['intrusion', 'intrusion', 'tamper', 'hold-up']);
  });

  it('is calm after two minutes: no two alarms begin within a minute, over the end of the loop too', async () => {
    const loop = begins(await demoRows()).filter((row) => row.offsetSeconds >= LOOP_FROM_SECONDS);
    const offsets = loop.map((row) => row.offsetSeconds);
    const again = offsets.map((offset) => offset + LIVE_SECONDS - LOOP_FROM_SECONDS);
    const gaps = [...offsets, ...again].map((offset, index, all) => offset - (all[index - 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60);
  });

  it('loops without a step in any series', async () => {
    const readings = (await demoRows()).flatMap((row) => (row.kind === 'reading' ? [row] : []));
    const at = (seconds: number) => readings.filter((row) => row.offsetSeconds === seconds);
    const last = at(LIVE_SECONDS - demoFile.loopPauseSeconds);
    for (const [index, first] of at(LOOP_FROM_SECONDS).entries()) {
      const calm = readings.filter(
        (row) => row.sensor === first.sensor && row.metric === first.metric && row.offsetSeconds < 0,
      );
      const values = calm.map((row) => row.value);
      expect(first.value, first.sensor).toBeGreaterThanOrEqual(Math.min(...values));
      expect(first.value, first.sensor).toBeLessThanOrEqual(Math.max(...values));
      const span = Math.max(...values) - Math.min(...values);
      expect(Math.abs(first.value - (last[index]?.value ?? Number.NaN)), first.sensor).toBeLessThanOrEqual(span);
    }
  });

  it('ends every condition it begins', async () => {
    const open = new Set<string>();
    for (const row of await demoRows()) {
      if (row.kind !== 'alarm') continue;
      const key = `${row.sensor} ${row.type}`;
      if (row.phase === 'entered') open.add(key);
      else expect(open.delete(key), key).toBe(true);
    }
    expect(open.size).toBe(0);
  });
});
